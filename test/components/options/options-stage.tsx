import { act, fireEvent, render, screen } from '@testing-library/preact';
import { vi } from 'vitest';
import { Options, type OptionsActions } from '../../../components/options/Options.tsx';
import type { Section } from '../../../components/options/use-section.ts';
import { Failed } from '../../../lib/model/errors.ts';
import type { SiteState } from '../../../lib/model/index.ts';
import { ORIGIN, person, site } from '../../people.ts';

export const known = site(person(2, 'cora_manager'));

interface Opened {
  address?: string;
  section?: Section;
  /** Whether Rollcall was installed just now. */
  isNew?: boolean;
}

/** The options at one of their sections, once they know the sites. */
export async function options(
  actions: Partial<OptionsActions> = {},
  { address = '', section = 'sites', isNew = false }: Opened = {},
): Promise<OptionsActions> {
  const kept: SiteState[] = [];
  const all: OptionsActions = {
    sites: vi.fn(async () => [...kept]),
    shortcuts: vi.fn(async () => [
      { id: '_execute_action', name: 'Open Rollcall', keys: 'Alt+Shift+J' },
      { id: 'invite-selected', name: 'Invite selected to course', keys: '' },
    ]),
    openShortcuts: vi.fn(async () => {}),
    connect: vi.fn(async () => {
      kept.push(known);
      return known;
    }),
    organisation: vi.fn(async () => ({ pastedTokens: true, autoSend: 25, problems: [] })),
    signIn: vi.fn(async () => {
      kept.push(known);
      return known;
    }),
    signInAgain: vi.fn(async () => known),
    signOut: vi.fn(async () => true),
    allow: vi.fn(async () => {}),
    originOf: (address) => (URL.canParse(address) ? new URL(address).origin : null),
    readToken: () => ({ userId: null, until: null }),
    readSetUp: () => null,
    setUpText: vi.fn(async () => 'rollcall-set-up:v1:e30:end'),
    forgetSecret: vi.fn(async () => null),
    coursesAt: vi.fn(async () => []),
    redirectAddress: 'https://extension.example.org/',
    disconnect: vi.fn(async () => {
      kept.pop();
      return true;
    }),
    rules: vi.fn(async () => null),
    keepRules: vi.fn(async () => null),
    tryRules: vi.fn(() => Promise.reject(new Failed({ kind: 'no-page-open', origin: ORIGIN }))),
    importList: vi.fn(async () => {}),
    autoSend: vi.fn(async () => ({ on: false, most: 25 })),
    keepAutoSend: vi.fn(async () => null),
    ...actions,
  };
  render(
    <Options actions={all} address={address} isNew={isNew} section={section}>
      <p>What was done</p>
    </Options>,
  );
  // The sites are known a moment later; the form is there before that.
  if (section === 'sites') screen.getByLabelText('Site address');
  await act(async () => {});
  return all;
}

export const field = (name: string) => screen.getByLabelText<HTMLInputElement>(name);
export const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
export const type = (name: string, value: string) => fireEvent.input(field(name), { target: { value } });
