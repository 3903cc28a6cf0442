/** The badge of the toolbar icon, and what the icon is called meanwhile. */
import { browser } from 'wxt/browser';
import { type BadgeState, badgeText } from '../engine/badge-state.ts';

/** All with white letters that can be read, and seen on a light and on a dark toolbar. */
const COLOURS = { running: '#2456c9', paused: '#b3361b', result: '#1c5fb0', nothing: '#2456c9' } as const;

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
