/** The badge of the toolbar icon, and what the icon is called meanwhile. */
import { browser } from 'wxt/browser';
import { ACCENT } from '../../model/colours.ts';
import type { BadgeState } from '../../model/index.ts';
import { badgeText } from './badge-state.ts';

/** All with white letters that can be read, and seen on a light and on a dark toolbar. */
const COLOURS = { running: ACCENT, paused: '#b3361b', result: '#1c5fb0', nothing: ACCENT } as const;

/** `title`: the same in words, for who points at the icon or hears it. */
export async function showBadge(state: BadgeState, title: string): Promise<void> {
  const { action } = browser;
  await Promise.all([
    action.setBadgeText({ text: badgeText(state) }),
    action.setBadgeBackgroundColor({ color: COLOURS[state.kind] }),
    action.setBadgeTextColor({ color: '#ffffff' }),
    action.setTitle({ title }),
  ]);
}
