/** What is kept for a popup's place until it is used: the reviewed plan, the list being pasted, the last gesture. */
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

/** When the context menu or the shortcut asked for the popup of a tab. */
const gestureIn = (tabId: number) => kept(`gesture:${tabId}`, z.number());

/** Shorter than `CLICK_HOLDS`: whatever opens the popup later must not pass for the gesture. Milliseconds. */
const GESTURE_HOLDS = 5_000;

/** Notes that the person asks for the popup of a tab by the context menu or the shortcut, which no page can do. */
export const keepGesture = (tabId: number): Promise<void> => gestureIn(tabId).set(Date.now());

/** For a gesture that opened no popup. */
export const forgetGesture = (tabId: number): Promise<void> => gestureIn(tabId).remove();

/** Whether such a gesture has just asked for this popup; true once. */
export async function takeGesture(tabId: number): Promise<boolean> {
  const at = await gestureIn(tabId).get();
  await forgetGesture(tabId);
  return at !== null && Date.now() - at < GESTURE_HOLDS;
}

const Offer = z.strictObject({
  planId: z.uuid(),
  /** When it was made, in milliseconds since 1970. */
  at: z.number(),
  /** What the page proposed then, and the right-click that it was read with. */
  proposal: z.string(),
  click: z.nullable(Click),
});

/** The plan of a tab that is sent by itself unless it is stopped. */
export const offerIn = (tabId: number) => kept(`at-once:${tabId}`, Offer);

/** Forgets everything of a place that is gone. */
export async function forgetPlace(tabId: number): Promise<void> {
  const all = [planOf({ tabId }), draftOf({ tabId }), clickIn(tabId), gestureIn(tabId), offerIn(tabId)];
  await Promise.all(all.map((one) => one.remove()));
}
