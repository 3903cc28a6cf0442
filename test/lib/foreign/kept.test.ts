/** Whatever stands in the browser's storage: it is exactly what was meant to be kept there, or counts as absent. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import * as z from 'zod/mini';
import {
  Batch,
  Click,
  type Job,
  JobSummary,
  Opening,
  PageRules,
  Plan,
  Site,
} from '../../../lib/model/index.ts';
import { keptSecret } from '../../../lib/store/client-secrets.ts';
import { KeptSecret } from '../../../lib/store/client-secrets-schema.ts';
import { withDatabase } from '../../../lib/store/database.ts';
import { listJobs } from '../../../lib/store/history.ts';
import { item } from '../../../lib/store/item.ts';
import {
  beginJob,
  jobsOf,
  pausedJobs,
  readJob,
  readProgress,
  runningJobs,
  unseenJobs,
} from '../../../lib/store/jobs.ts';
import { recentCourses, rulesOf } from '../../../lib/store/settings.ts';
import { Attempt } from '../../../lib/store/sign-in-attempts.ts';
import { SignIn } from '../../../lib/store/sign-in-schema.ts';
import { signInAt } from '../../../lib/store/sign-ins.ts';
import { keptSites } from '../../../lib/store/sites.ts';
import { job, ORIGIN, standing } from '../../people.ts';
import { anyJson, spoilt, valuesOf, withMore } from './anything.ts';

const onDisk = (key: string, value: unknown) =>
  withDatabase((database) => database.put('settings', value, key));

/** What is kept in memory goes through JSON, which has no -0. */
const asJson = (value: unknown) => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)));

test.each([
  ['a plan', Plan],
  ['how a popup was opened', Opening],
  ['a right-click', Click],
  ['rules', PageRules],
  ['a site', Site],
  ['a sign-in', SignIn],
  ['a client secret', KeptSecret],
  ['an attempt at signing in', Attempt],
  ['ids', z.array(z.int())],
] as const)('%s is handed out as it was kept; anything else is absent', async (_what, schema) => {
  const right = valuesOf<z.core.$ZodType>(schema);
  const any = fc.oneof(right, right.chain(spoilt), right.chain(withMore), anyJson);
  await fc.assert(
    fc.asyncProperty(fc.constantFrom('session', 'disk'), any, async (where, value) => {
      if (where === 'disk') await onDisk('key', value);
      else {
        // What is undefined is not written at all.
        await fakeBrowser.storage.session.clear();
        await fakeBrowser.storage.session.set({ key: value });
      }
      const got = await item('key', schema, where).get();
      expect(asJson(got)).toEqual(asJson(z.safeParse(schema, value).success ? value : null));
    }),
    { numRuns: 300 },
  );
});

test('settings of another shape are none', async () => {
  await fc.assert(
    fc.asyncProperty(anyJson, async (value) => {
      for (const key of [`recent:${ORIGIN}`, `rules:${ORIGIN}`, `site:${ORIGIN}`]) await onDisk(key, value);
      expect(z.array(Site).safeParse(await keptSites()).success).toBe(true);
      expect((await recentCourses(ORIGIN)).every(Number.isSafeInteger)).toBe(true);
      expect(z.nullable(PageRules).safeParse(await rulesOf(ORIGIN).get()).success).toBe(true);
    }),
  );
});

test('a sign-in that stays is handed out as it was kept, for the API that it was made for, or not at all', async () => {
  const right = valuesOf(SignIn);
  const any = fc.oneof(right, right.chain(spoilt), right.chain(withMore), anyJson);
  const site = valuesOf(Site).map((of) => ({ ...of, keep: true }));
  await fc.assert(
    fc.asyncProperty(any, site, fc.boolean(), async (row, other, own) => {
      const { api, clientId } = Object(row);
      const same = Site.safeParse({ ...other, api, clientId }).data;
      const wanted = own && same !== undefined ? same : other;
      await withDatabase((database) => database.put('signIns', (row ?? null) as never, wanted.origin));
      const known = SignIn.safeParse(row).data;
      // It holds its application itself, by which alone its tokens are renewed.
      expect(await signInAt(wanted)).toEqual(known?.api === wanted.api ? known : null);
    }),
    { numRuns: 300 },
  );
});

test('a client secret is handed out for the API and the client id that it was entered for, or not at all', async () => {
  const right = valuesOf(KeptSecret);
  const any = fc.oneof(right, right.chain(spoilt), right.chain(withMore), anyJson);
  await fc.assert(
    fc.asyncProperty(any, right, fc.boolean(), fc.boolean(), async (row, other, ownApi, ownClient) => {
      await withDatabase((database) => database.put('clientSecrets', (row ?? null) as never, ORIGIN));
      const { api, clientId } = { ...other, ...KeptSecret.safeParse(row).data };
      const app = {
        origin: ORIGIN,
        api: ownApi ? api : other.api,
        clientId: ownClient ? clientId : other.clientId,
      };
      const known = KeptSecret.safeParse(row).data;
      const isIts = known?.api === app.api && known.clientId === app.clientId;
      expect(await keptSecret(app)).toBe(isIts ? known.secret : null);
      expect(await keptSecret({ ...app, origin: `${ORIGIN}:8443` })).toBeNull();
    }),
    { numRuns: 300 },
  );
});

test('a job with something wrong in one of its rows is whole or none, and hides no other from any list', async () => {
  const whole = { ...job(standing(null, 3)), id: crypto.randomUUID() };
  const other: Job = { ...job(standing('requested', 2, 3001)), id: crypto.randomUUID(), state: 'paused' };
  const { batches, ...rest } = whole;
  const summary = { ...rest, people: 3, course: { id: 9, name: '' } };
  const rows = fc.oneof(
    fc.record({ store: fc.constant('plans' as const), row: fc.oneof(anyJson, spoilt(rest)) }),
    fc.record({ store: fc.constant('batches' as const), row: fc.oneof(anyJson, spoilt(batches[0])) }),
    fc.record({ store: fc.constant('outcomes' as const), row: fc.oneof(anyJson, spoilt([])) }),
    fc.record({
      store: fc.constant('summaries' as const),
      row: fc.oneof(spoilt(summary), anyJson).map((row) => ({ ...Object(row), id: whole.id })),
    }),
  );
  await beginJob(other);
  await fc.assert(
    fc.asyncProperty(rows, async ({ store, row }) => {
      await beginJob(whole);
      await withDatabase(async (database) => {
        if (store === 'batches') await database.put(store, row as never, [whole.id, 2001]);
        else if (store === 'summaries') await database.put(store, row as never);
        else await database.put(store, row as never, whole.id);
      });
      const [read, progress, listed, ...lists] = await Promise.all([
        readJob(whole.id),
        readProgress(whole.id),
        listJobs(''),
        jobsOf({ origin: ORIGIN, course: { id: 9 } }),
        runningJobs(),
        pausedJobs(),
        unseenJobs().then((found) => found.map(({ summary: of }) => of)),
      ]);
      if (read !== null) expect(Plan.safeParse(planOf(read)).success).toBe(true);
      if (progress !== null) expect(z.array(Batch).safeParse(progress.batches).success).toBe(true);
      for (const jobs of [listed.jobs, ...lists]) {
        expect(z.array(JobSummary).safeParse(jobs).success).toBe(true);
      }
      const [ofCourse, , paused, unseen] = lists;
      for (const jobs of [listed.jobs, ofCourse, paused, unseen]) {
        expect(jobs?.map(({ id }) => id)).toContain(other.id);
      }
    }),
    { numRuns: 200 },
  );
});

const planOf = (whole: Job) =>
  Object.fromEntries(Object.keys(Plan.shape).map((name) => [name, whole[name as keyof Job]]));
