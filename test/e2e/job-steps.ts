/** A job of everyone who waits, as several tests start it and look at it. */
import type { Page } from 'playwright-core';
import type { FaultAction, FaultRule } from '../lms/model.ts';
import { REQUESTS, type Scene } from './scene.ts';

/** A fault of the POST that invites and accepts. */
export const toPost = (fault: FaultAction, times = 1): FaultRule => ({
  path: /\/invite\/$/,
  method: 'POST',
  times,
  do: fault,
});

/** It is done, and answered when the LMS is told to release it. */
export const HELD: FaultAction = { holdMs: Number.POSITIVE_INFINITY };

/** Starts to accept all who wait on the Requests tab at `path`; the popup shows it. */
export async function acceptAll(
  { visit, popup }: Pick<Scene, 'visit' | 'popup'>,
  count: number,
  path = REQUESTS,
): Promise<Page> {
  const open = await popup(await visit(path));
  const number = `(${count}|${count.toLocaleString('en')})`;
  await open.getByRole('button', { name: new RegExp(`^Accept all ${number} requests$`) }).click();
  await open.getByRole('button', { name: new RegExp(`^Accept ${number} requests$`) }).click();
  return open;
}

/** The summary that a popup comes to show. */
export const result = (popup: Page) => popup.getByRole('status').innerText({ timeout: 45_000 });

/** How many ids were sent more than once. */
export const repeated = (ids: number[]) => new Set(ids.filter((id, at) => ids.indexOf(id) !== at)).size;
