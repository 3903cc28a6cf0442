/** What a job costs beside a loop that makes the very same requests, and beside one POST for each person. */
import type { Page } from 'playwright-core';
import { type Chromium, freshProfile, launchChromium } from '../e2e/harness/chromium.ts';
import { grantHost, signIn } from '../e2e/harness/grant.ts';
import { attach, type Target } from '../e2e/harness/target.ts';
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
  /** Milliseconds from one POST to the next, in the middle of all. */
  betweenPosts: number;
  bareBetweenPosts: number;
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
    const popup = await reviewAll(chromium, lms);
    lms.log.length = 0;
    await popup.getByRole('button', { name: /^Accept/ }).click();
    await popup.getByRole('status').waitFor({ timeout: 240_000 });
    const made = [...lms.requests(lms.tokens.manager)];
    await popup.close();
    return made;
  });
  const bare = await withLms(people, async (lms) => {
    await makeRequests(chromium, lms, requests);
    return [...lms.requests(lms.tokens.manager)];
  });
  return {
    job: span(requests),
    bare: span(bare),
    requests: requests.length,
    betweenPosts: betweenPosts(requests),
    bareBetweenPosts: betweenPosts(bare),
  };
}

/** The popup with a review of all who wait. */
async function reviewAll(chromium: Chromium, lms: PracticeLms): Promise<Page> {
  await signIn(chromium, lms.origin, lms.tokens.manager);
  const page = await chromium.context.newPage();
  await page.goto(lms.url(REQUESTS));
  const popup = await chromium.page(`popup.html?tab=${await chromium.tabId(page)}`);
  await popup.getByRole('button', { name: /^Accept all .* requests$/ }).click();
  await popup.getByRole('button', { name: /^Accept [\d,]+ requests$/ }).waitFor({ timeout: 120_000 });
  return popup;
}

/** The most that the heap of the extension's worker holds while so many people are accepted, in MB. */
export async function heapOfJob(chromium: Chromium, people: number): Promise<number> {
  return withLms(people, async (lms) => {
    const popup = await reviewAll(chromium, lms);
    const worker = await workerOf(chromium);
    let most = 0;
    let over = false;
    const watching = (async () => {
      while (!over) {
        const { usedSize } = await worker.send<{ usedSize: number }>('Runtime.getHeapUsage');
        most = Math.max(most, usedSize);
      }
    })();
    await popup.getByRole('button', { name: /^Accept/ }).click();
    await popup.getByRole('status').waitFor({ timeout: 240_000 });
    over = true;
    await watching;
    await worker.detach();
    await popup.close();
    return most / 1_000_000;
  });
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

async function workerOf({ cdp, extensionId }: Chromium): Promise<Target> {
  const { targetInfos } = await cdp.send('Target.getTargets');
  const worker = targetInfos.find(
    ({ type, url }) => type === 'service_worker' && url.startsWith(`chrome-extension://${extensionId}/`),
  );
  if (worker === undefined) throw new Error('The extension has no worker now.');
  return attach(cdp, worker.targetId);
}

/** Milliseconds from a POST's arrival to the next one's, in the middle of all. */
function betweenPosts(requests: readonly LoggedRequest[]): number {
  const posts = requests.filter(({ method }) => method === 'POST');
  const gaps = posts.slice(1).map(({ at }, index) => at - (posts[index]?.at ?? 0));
  return gaps.toSorted((one, other) => one - other)[Math.floor(gaps.length / 2)] ?? 0;
}

function span(requests: readonly LoggedRequest[]): number {
  return (requests.at(-1)?.at ?? 0) - (requests[0]?.at ?? 0);
}
