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
export const clickIn = (tabId: number) => kept(`click:${tabId}`, Click);

/** Forgets everything of a place that is gone. */
export async function forgetPlace(tabId: number): Promise<void> {
  await Promise.all([planOf({ tabId }), draftOf({ tabId }), clickIn(tabId)].map((one) => one.remove()));
}
