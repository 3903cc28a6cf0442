/** What is kept for a popup's place until it is used: the reviewed plan, the list being pasted, the last right-click. */
import * as z from 'zod/mini';
import { Click, type Place, Plan } from '../model.ts';
import { kept } from './kept.ts';

const nameOf = (place: Place) => ('tabId' in place ? `tab ${place.tabId}` : place.origin);

/** The plan last reviewed at a place. */
export const planOf = (place: Place) => kept(`plan:${nameOf(place)}`, Plan);

/** The list that is being pasted: closing the popup, which a click elsewhere does, must not lose it. */
export const draftOf = (place: Place) => kept(`draft:${nameOf(place)}`, z.string());

/** The right-click by which the popup of a tab was asked for. */
const clickIn = (tabId: number) => kept(`click:${tabId}`, Click);

/** By then the popup that a click asked for has long asked for the click, or never opened. Milliseconds. */
const CLICK_HOLDS = 10_000;

/** Keeps a right-click for the popup that it opens. */
export const keepClick = (tabId: number, click: Click): Promise<void> => clickIn(tabId).set(click);

/** The right-click that asked for this popup, once: the next popup was asked for in another way. */
export async function takeClick(tabId: number): Promise<Click | null> {
  const click = await clickIn(tabId).get();
  await clickIn(tabId).remove();
  return click !== null && Date.now() - click.at < CLICK_HOLDS ? click : null;
}

/** Forgets everything of a place that is gone. */
export async function forgetPlace(tabId: number): Promise<void> {
  await Promise.all([planOf({ tabId }), draftOf({ tabId }), clickIn(tabId)].map((one) => one.remove()));
}
