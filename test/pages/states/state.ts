/** A state of the practice LMS that is kept as a saved page, with the truth about it from the LMS itself. */
import type { Page } from 'playwright-core';
import type { SeenCourse } from '../../../lib/model/index.ts';
import type { PracticeLms } from '../../lms/server.ts';
import type { ExpectedPerson } from '../pages.ts';

export interface Stage {
  page: Page;
  lms: PracticeLms;
}

export interface State {
  name: string;
  path: string;
  course: SeenCourse;
  /** What has to be there before anything is done. */
  ready: string;
  /** Before the page is opened. */
  prepare?(stage: Stage): Promise<unknown>;
  /** Brings the page into its state and waits until it is. */
  reach?(stage: Stage): Promise<unknown>;
  /** Who is shown, in order. */
  people(lms: PracticeLms): Promise<ExpectedPerson[]> | ExpectedPerson[];
  /** What holds one person's name each: by these the state is confirmed before it is kept. */
  each: string;
  /** The frame in which they stand. */
  frame?: string;
}

export const SLUG = 'intro-to-marine-biology';
export const DIALOG = '[role=dialog]';
/** On a page that is not about a course. */
export const nowhere: SeenCourse = { id: null, slug: null, linked: null };
/** On a page with the id in its address and links that agree. */
export const course9: SeenCourse = { id: 9, slug: null, linked: 9 };

export interface Listed {
  id: number;
  username: string;
  deleted?: boolean;
}

/** What the API lists for the manager. */
export async function listed(lms: PracticeLms, path: string): Promise<Listed[]> {
  const answer = await fetch(lms.url(`/api/v2${path}`), {
    headers: { authorization: `Bearer ${lms.tokens.manager}` },
  });
  return ((await answer.json()) as { results: Listed[] }).results;
}

/** A row that tells the name only. */
export const named = ({ username }: Listed): ExpectedPerson => ({ userId: null, username, is: username });
/** A card with a link; a deleted profile has none, and nobody finds that person any more. */
export const linked = ({ id, username, deleted }: Listed): ExpectedPerson =>
  deleted ? { ...named({ id, username }), flagged: true } : { userId: id, username, is: username };

/** People of an API list, shown by name. */
export const byName = (path: string) => async (lms: PracticeLms) => (await listed(lms, path)).map(named);
/** People of an API list, shown with links. */
export const byLink = (path: string) => async (lms: PracticeLms) => (await listed(lms, path)).map(linked);
