/** After an update: what the version before has left in open pages hears of nothing any more. */
import { tellCutOff } from '../browser/tab.ts';
import { siteStates } from './sites.ts';

/** Has the open pages of all sites say so where tick boxes, or the bar of a job, still stand in them. */
export async function tellPagesCutOff(words: Parameters<typeof tellCutOff>[1]): Promise<void> {
  for (const { origin } of await siteStates()) await tellCutOff(origin, words);
}
