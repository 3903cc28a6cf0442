import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Background } from '../../lib/messages/schemas.ts';
import { Refused } from '../shared/Refused.tsx';
import { ListImport } from './ListImport.tsx';
import { type PagesActions, PagesSection } from './PagesSection.tsx';
import { PolicyNote } from './PolicyNote.tsx';
import { SectionLinks } from './SectionLinks.tsx';
import { type SitesActions, SitesSection } from './SitesSection.tsx';
import { type Section, useSection } from './use-section.ts';
import { useSites } from './use-sites.ts';

/** All that the options do besides showing. Each may throw `Failed`. */
export interface OptionsActions
  extends SitesActions,
    PagesActions,
    Pick<Background, 'sites' | 'organisation'> {
  /** Goes on with a list in a window of its own. */
  importList(origin: string, text: string): Promise<void>;
}

interface Props {
  actions: OptionsActions;
  /** The address of a site, filled in to start with. */
  address: string;
  /** Whether Rollcall was installed just now. */
  isNew: boolean;
  /** What is shown where the page's address names no section. */
  section: Section;
  /** The history of jobs, which has a section of its own. */
  children?: ComponentChildren;
}

/** The options: four sections, one of which is shown. */
export function Options({ actions, address, isNew, section: otherwise, children }: Props) {
  const section = useSection(otherwise);
  const { sites, organisation, failure, load } = useSites(actions);
  const [list, setList] = useState('');
  const known = sites ?? [];
  useEffect(() => {
    document.title = `${i18n.t(`options.section.${section}`)} – ${i18n.t('options.title')}`;
  }, [section]);

  return (
    <div class="options">
      <header>
        <h1>{i18n.t('options.title')}</h1>
        <SectionLinks section={section} />
      </header>
      <main>
        <PolicyNote organisation={organisation} />
        {failure !== null && <Refused failure={failure} />}
        {section === 'sites' && (
          <SitesSection
            actions={actions}
            address={address}
            isNew={isNew}
            sites={sites}
            pastedTokens={organisation.pastedTokens}
            load={load}
          />
        )}
        {section === 'lists' && (
          <ListImport
            sites={known.filter(({ user }) => user !== null)}
            text={list}
            onText={setList}
            onContinue={actions.importList}
          />
        )}
        {section === 'history' && children}
        {section === 'pages' && <PagesSection sites={known} actions={actions} />}
      </main>
    </div>
  );
}
