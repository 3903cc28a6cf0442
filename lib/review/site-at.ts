/** Where a review takes place. */
import { originOf } from '../browser/tab.ts';
import type { Client } from '../lms/client.ts';
import type { Person, Place } from '../model/index.ts';
import { signedIn } from '../sites/site-client.ts';

/** The site of a place, with the account that is signed in there. */
export interface SiteAt {
  place: Place;
  origin: string;
  client: Client;
  user: Person;
  madeAt: number;
}

/** Throws `Failed` where nobody is signed in at the site of the place. */
export async function siteAt(place: Place): Promise<SiteAt> {
  const origin = 'origin' in place ? place.origin : await originOf(place.tabId);
  return { place, origin, madeAt: Date.now(), ...(await signedIn(origin)) };
}
