/** What a job costs beside a loop that makes the very same requests, and beside one POST for each person. */
import { type Chromium, freshProfile, launchChromium } from '../e2e/harness/chromium.ts';
import { grantHost, signIn } from '../e2e/harness/grant.ts';
import type { LoggedRequest, PracticeLms } from '../lms/server.ts';
import { startLms } from '../lms/server.ts';

const LATENCY_MS = 20;
const REQUESTS = '/course/9/intro-to-marine-biology/edit/requests';

/** Milliseconds from the first request to the last one. */
export interface JobTimes {
  job: number;
  /** The same requests one after the other, by nothing but `fetch`. */
  bare: number;
  requests: number;
}

/** A Chromium that may talk to the practice LMS, whatever its port. */
export async function launchGranted(extension: string): Promise<Chromium> {
  const lms = await startLms({ waiting: 1 });
  const granted = await grantHost({ extension, site: lms.origin, token: lms.tokens.manager });
  await lms.close();
  return launchChromium({ extension, profile: freshProfile(granted) });
}

/** Accepts so many people in the real extension, then makes the requests of that job once more at a fresh LMS. */
export async function timeJob(chromium: Chromium, people: number): Promise<JobTimes> {
  const requests = await withLms(people, async (lms) => {
    await signIn(chromium, lms.origin, lms.tokens.manager);
    const page = await chromium.context.newPage();
    await page.goto(lms.url(REQUESTS));
    const popup = await chromium.page(`popup.html?tab=${await chromium.tabId(page)}`);
    await popup.getByRole('button', { name: /^Accept all .* requests$/ }).click();
    const accept = popup.getByRole('button', { name: /^Accept [\d,]+ requests$/ });
    await accept.waitFor({ timeout: 120_000 });
    lms.log.length = 0;
    await accept.click();
    await popup.getByRole('status').waitFor({ timeout: 240_000 });
    const made = lms.requests(lms.tokens.manager);
    await popup.close();
    await page.close();
    return made;
  });
  const bare = await withLms(people, async (lms) => {
    await makeRequests(chromium, lms, requests);
    return span(lms.requests(lms.tokens.manager));
  });
  return { job: span(requests), bare, requests: requests.length };
}

/** One POST a person, one after the other, as the LMS's own page does it. Milliseconds from the first to the last. */
export function timeOneByOne(chromium: Chromium, people: number): Promise<number> {
  return withLms(people, async (lms) => {
    const path = `/api/v2/course/${lms.courseId}/invite/`;
    const posts = lms.waitingUsers().map(({ id }) => ({
      method: 'POST',
      path,
      query: '',
      body: JSON.stringify({ users: [id] }),
    }));
    await makeRequests(chromium, lms, posts);
    return span(lms.requests(lms.tokens.manager));
  });
}

async function withLms<T>(waiting: number, use: (lms: PracticeLms) => Promise<T>): Promise<T> {
  const lms = await startLms({ waiting, latencyMs: LATENCY_MS });
  try {
    return await use(lms);
  } finally {
    await lms.close();
  }
}

/** In a page of the extension, which may talk to the LMS as its background does. */
async function makeRequests(
  chromium: Chromium,
  lms: PracticeLms,
  requests: readonly Pick<LoggedRequest, 'method' | 'path' | 'query' | 'body'>[],
): Promise<void> {
  const page = await chromium.page('options.html');
  await page.evaluate(
    async ({ origin, token, list }) => {
      for (const { method, path, query, body } of list) {
        const response = await fetch(`${origin}${path}?${query}`, {
          method,
          headers: {
            accept: 'application/json',
            'content-type': 'application/json',
            authorization: `Bearer ${token}`,
          },
          ...(body === '' ? {} : { body }),
          credentials: 'omit',
          cache: 'no-store',
        });
        await response.text();
      }
    },
    {
      origin: lms.origin,
      token: lms.tokens.manager,
      list: requests.map(({ method, path, query, body }) => ({ method, path, query, body })),
    },
  );
  await page.close();
}

function span(requests: readonly LoggedRequest[]): number {
  return (requests.at(-1)?.at ?? 0) - (requests[0]?.at ?? 0);
}
