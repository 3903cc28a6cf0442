/**
 * `npm run bench`: how quick the built reader is in a real browser, on the real page of the practice LMS. Exit code 1
 * where a figure is over its budget. Figures of one run are compared with each other only.
 */
import { readFileSync } from 'node:fs';
import { connectClient } from '../../lib/lms/client.ts';
import { identify } from '../../lib/lms/people/identify.ts';
import { freshProfile, launchChromium } from '../e2e/harness/chromium.ts';
import { ensureFrontEnd } from '../lms/build.ts';
import { buildExtension } from '../tools/build.ts';
import { ensureBrowser } from '../tools/machine.ts';
import { atMost, type Figure, least, ratio, table, told } from './figures.ts';
import type { JobTimes } from './jobs.ts';
import { openLongPage } from './long-page.ts';
import { longestTask } from './longest-task.ts';
import { timeReading } from './reading.ts';

const say = (words: string) => console.log(words);

say('Preparing the practice LMS and the extension …');
await ensureBrowser();
await ensureFrontEnd();
// Only now are the packages there that the practice LMS itself runs on.
const { startLms } = await import('../lms/server.ts');
const { heapOfJob, launchGranted, timeJob, timeOneByOne } = await import('./jobs.ts');
const extension = await buildExtension('chrome');
const figures = [...(await reading()), await identification(), ...(await jobs())];
say(`\n${table(figures)}`);
process.exitCode = figures.some(({ budget }) => budget?.kept === false) ? 1 : 0;

async function jobs(): Promise<Figure[]> {
  const chromium = await launchGranted(extension);
  try {
    say('Jobs of 1,000 and 10,000 people …');
    const rounds = { thousand: [] as JobTimes[], ten: [] as JobTimes[] };
    // As many of both, in turns: the least of many is less than the least of few.
    for (let round = 0; round < 5; round += 1) {
      rounds.thousand.push(await timeJob(chromium, 1_000));
      rounds.ten.push(await timeJob(chromium, 10_000));
    }
    const thousand = leastOf(rounds.thousand);
    const ten = leastOf(rounds.ten);
    return [
      ratio('job of 1,000 : bare loop with its requests', [thousand.job, thousand.bare], 1.15),
      ratio('job of 1,000 : one POST a person', [thousand.job, await timeOneByOne(chromium, 1_000)], 1 / 20),
      atMost('requests of that job', thousand.requests, 25),
      told('job of 10,000 : bare loop with its requests', [ten.job, ten.bare]),
      ratio('job of 10,000 : job of 1,000', [ten.job, thousand.job], 11),
      // How much of that is the practice LMS's own growth.
      told('their bare loops', [ten.bare, thousand.bare]),
      atMost('bookkeeping of a batch', ten.betweenPosts - ten.bareBetweenPosts, 5, 'ms'),
      atMost('worker heap in a job of 10,000', await heapOfJob(chromium, 10_000), 40, 'MB'),
    ];
  } finally {
    await chromium.close();
  }
}

/** The least of each time, in several rounds of the same job. */
function leastOf(rounds: readonly JobTimes[]): JobTimes {
  const of = (time: keyof JobTimes) => least(rounds.map((round) => round[time]));
  return {
    job: of('job'),
    bare: of('bare'),
    requests: of('requests'),
    betweenPosts: of('betweenPosts'),
    bareBetweenPosts: of('bareBetweenPosts'),
  };
}

/** One page for all, so that each row is laid out once. */
async function reading(): Promise<Figure[]> {
  const lms = await startLms();
  const chromium = await launchChromium({ extension, profile: freshProfile() });
  try {
    const { page, show } = await openLongPage({ context: chromium.context, lms, extension });
    // As many rounds of both: the least of many is less than the least of few.
    const timed = async (rows: number) => {
      say(`${rows.toLocaleString('en')} rows …`);
      await show(rows);
      return page.evaluate(timeReading, { rounds: 25, rows });
    };
    const ten = await timed(10_000);
    const hundred = await timed(100_000);
    say('50,000 rows …');
    await show(50_000);
    const read = await longestTask(page, 'globalThis.rollcall.read(null, null).then(() => {})');
    const labels = JSON.stringify(selectionLabels());
    const boxes = await longestTask(page, `globalThis.rollcallOverlay.startSelecting(${labels}, null)`);
    return [
      ratio('read 10,000 rows : bare loop over them', [least(ten.read), least(ten.bare)], 1.5),
      ratio('read 100,000 rows : read 10,000', [least(hundred.read), least(ten.read)], 11),
      // How much of that is the browser's own growth.
      told('bare loop over 100,000 rows : over 10,000', [least(hundred.bare), least(ten.bare)]),
      { what: 'longest task, reading 50,000 rows', value: inTask(read) },
      { what: 'longest task, tick boxes on 50,000 rows', value: inTask(boxes) },
    ];
  } finally {
    await chromium.close();
    await lms.close();
  }
}

function inTask(milliseconds: number): string {
  return milliseconds === 0 ? 'none of 50 ms' : `${milliseconds.toFixed(0)} ms`;
}

/** The words for the tick boxes, as the background hands them over. */
function selectionLabels(): Record<string, string> {
  const messages: Record<string, { message: string }> = JSON.parse(
    readFileSync(`${extension}/_locales/en/messages.json`, 'utf8'),
  );
  return Object.fromEntries(
    Object.entries(messages)
      .filter(([key]) => key.startsWith('select_'))
      .map(([key, { message }]) => [
        key.replace('select_', ''),
        message.replace('$1', key === 'select_person' ? '{name}' : '{count}'),
      ]),
  );
}

/** 1,000 usernames of every standing, over HTTP. */
async function identification(): Promise<Figure> {
  const lms = await startLms({ waiting: 700, members: 150, invited: 100, strangers: 60 });
  try {
    const client = connectClient({ origin: lms.origin, token: lms.tokens.manager });
    const everybody = [...lms.waitingUsers(), ...lms.members(), ...lms.invitedUsers(), ...lms.strangers()];
    const seen = everybody.slice(0, 1_000).map(({ username }) => ({ userId: null, username }));
    const start = performance.now();
    const { people } = await identify({ client }, lms.courseId, seen);
    const took = performance.now() - start;
    if (people.length !== 1_000) throw new Error(`Identified ${people.length} people of ${seen.length}.`);
    const value = `${lms.log.length} requests, ${took.toFixed(0)} ms`;
    return { what: 'identify 1,000 usernames', value };
  } finally {
    await lms.close();
  }
}
