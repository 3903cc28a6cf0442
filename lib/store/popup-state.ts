/** What is kept for a popup's place until it is used: the reviewed plan, the list being pasted, how it was opened. */
import * as z from 'zod/mini';
import { Click, Opening, type Place, Plan } from '../model/index.ts';
import { item } from './item.ts';

const nameOf = (place: Place) => ('tabId' in place ? `tab ${place.tabId}` : place.origin);

/** The plan last reviewed at a place. */
export const planOf = (place: Place) => item(`plan:${nameOf(place)}`, Plan, 'until-closed');

/** The list that is being pasted: closing the popup, which a click elsewhere does, must not lose it. */
export const draftOf = (place: Place) => item(`draft:${nameOf(place)}`, z.string(), 'until-closed');

const openingIn = (tabId: number) => item(`opening:${tabId}`, Opening);

/** By then the popup that was asked for has long asked how it was opened, or never opened. Milliseconds. */
const OPENING_HOLDS_MS = 10_000;

/** Keeps how the popup of a tab is being opened, for that popup. */
export const keepOpening = (tabId: number, click: Click | null): Promise<void> =>
  openingIn(tabId).set({ click, at: Date.now() });

/** How this popup was opened, once: the next one was asked for in another way. Null: by the toolbar. */
export async function takeOpening(tabId: number): Promise<Opening | null> {
  const opening = await openingIn(tabId).get();
  await openingIn(tabId).remove();
  return opening !== null && Date.now() - opening.at < OPENING_HOLDS_MS ? opening : null;
}

/** When the context menu or the shortcut asked for the popup of a tab. */
const gestureIn = (tabId: number) => item(`gesture:${tabId}`, z.number());

/** Shorter than `OPENING_HOLDS_MS`: whatever opens the popup later must not pass for the gesture. Milliseconds. */
const GESTURE_HOLDS_MS = 5_000;

/** Notes that the person asks for the popup of a tab by the context menu or the shortcut, which no page can do. */
export const keepGesture = (tabId: number): Promise<void> => gestureIn(tabId).set(Date.now());

/** For a gesture that opened no popup. */
export const forgetGesture = (tabId: number): Promise<void> => gestureIn(tabId).remove();

/** For an opening that opened nothing, since a popup was open already. */
export const forgetOpening = (tabId: number): Promise<void> => openingIn(tabId).remove();

/** Whether such a gesture has just asked for this popup; true once. */
export async function takeGesture(tabId: number): Promise<boolean> {
  const at = await gestureIn(tabId).get();
  await forgetGesture(tabId);
  return at !== null && Date.now() - at < GESTURE_HOLDS_MS;
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
export const offerIn = (tabId: number) => item(`at-once:${tabId}`, Offer);

/** A tab goes on under another number, as a discarded one can: so does what is kept of it. */
export async function movePlace(tabId: number, to: number): Promise<void> {
  const [from, place] = [{ tabId }, { tabId: to }];
  const [plan, draft] = await Promise.all([planOf(from).get(), draftOf(from).get()]);
  if (plan !== null) await planOf(place).set({ ...plan, place });
  if (draft !== null) await draftOf(place).set(draft);
  // How it was opened, and what would be sent by itself, was for a popup that is closed.
  await forgetPlace(tabId);
}

/** Forgets everything of a place that is gone. */
export async function forgetPlace(tabId: number): Promise<void> {
  const all = [planOf({ tabId }), draftOf({ tabId }), openingIn(tabId), gestureIn(tabId), offerIn(tabId)];
  await Promise.all(all.map((one) => one.remove()));
}
