/** Whatever a site answers: a value of the schema, or a failure of a known kind; and never the token in it. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { connectClient } from '../../../lib/lms/client.ts';
import { whoAmI } from '../../../lib/lms/community.ts';
import * as schemas from '../../../lib/lms/schemas.ts';
import { Failed } from '../../../lib/model/errors.ts';
import { Course, Failure, Person, type Failure as Told } from '../../../lib/model/index.ts';
import { ORIGIN } from '../../people.ts';
import { anyJson, spoilt, valuesOf, withMore } from './anything.ts';

const TOKEN = 'h7Kq2-unmistakable-Zw94mXv1bT8cNp';

/** What each question expects, and what it makes of it, by schemas that the question does not use. */
const page = (one: z.core.$ZodType) =>
  z.strictObject({
    count: z.int().check(z.nonnegative()),
    next: z.nullable(z.string()),
    results: z.array(one),
  });
const questions = [
  ['a person', schemas.ApiUser, Person],
  [
    'an account',
    schemas.ApiAccount,
    z.strictObject({ person: Person, email: z.nullable(z.string()), deleted: z.boolean() }),
  ],
  ['a course', schemas.ApiCourse, Course],
  ['people', schemas.UserPage, page(Person)],
  ['courses', schemas.CoursePage, page(Course)],
  [
    'people of a course',
    schemas.ListedPage,
    page(z.strictObject({ id: z.int(), person: Person, waitsForPayment: z.boolean() })),
  ],
  [
    'people of another system',
    schemas.ExternalPage,
    page(z.strictObject({ id: z.int(), person: Person, extId: z.string() })),
  ],
  ['a count', schemas.Counted, z.strictObject({ count: z.int().check(z.nonnegative()) })],
] as const;

/** Where a careless server repeats what it was sent. */
const echo = fc.constantFrom(
  { detail: `Invalid token: Bearer ${TOKEN}` },
  { errors: [{ code: 'x', message: `${'long '.repeat(57)}${TOKEN} was refused` }] },
  { users: [`Authorization: Bearer ${TOKEN}`, TOKEN] },
  [TOKEN],
  TOKEN,
);
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', '<h1>Sign in</h1>', '{', 'NaN', '['.repeat(100_000), `<p>${TOKEN}</p>`),
  anyJson.map((json) => JSON.stringify(json) ?? ''),
  echo.map((json) => JSON.stringify(json)),
);
const status = fc.oneof(
  fc.constantFrom(200, 204, 301, 302, 307, 400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 500, 502, 503),
  fc.integer({ min: 200, max: 599 }),
);
const header = fc.oneof(
  fc.constantFrom('0', '30', '-1', '1e9', 'soon', TOKEN, '9'.repeat(400)),
  fc
    .date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') })
    .map((at) => at.toUTCString()),
);

type Fetch = typeof globalThis.fetch;
/** How a request may end, other than by an answer: not at all, in the middle, or with a redirect that the browser hides. */
const endings: Fetch[] = [
  () => Promise.reject(new TypeError(`Failed to fetch ${TOKEN}`)),
  async () => new Response(new ReadableStream({ start: (body) => body.error(new Error(TOKEN)) })),
  async () => Object.defineProperty(Response.error(), 'type', { value: 'opaqueredirect' }),
  async () => Response.error(),
];
const answering = (of: number, body: string, retry: string): Fetch => {
  const headers = { 'retry-after': retry, location: `https://elsewhere.example/?${TOKEN}`, 'x-echo': TOKEN };
  return async () => new Response([204, 205, 304].includes(of) ? null : body, { status: of, headers });
};
const fetches = fc.oneof(
  { weight: 9, arbitrary: fc.tuple(status, text, header).map((answer) => answering(...answer)) },
  { weight: 1, arbitrary: fc.constantFrom(...endings) },
);

const at = (fetch: Fetch) => connectClient({ origin: ORIGIN, token: TOKEN, fetch });

/** The failure of work that did not succeed; null where it did. */
async function failureOf(work: Promise<unknown>): Promise<Told | null> {
  const thrown = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (thrown === null) return null;
  expect(thrown).toBeInstanceOf(Failed);
  const { failure, stack } = thrown as Failed;
  expect(Failure.safeParse(failure).success, JSON.stringify(failure)).toBe(true);
  // Nor a part of it that is long enough to be worth something.
  expect(`${JSON.stringify(failure)} ${stack}`).not.toContain(TOKEN.slice(0, 12));
  return failure;
}

describe.each(questions)('asked for %s', (_what, schema, meant) => {
  const body = valuesOf<z.core.$ZodType>(schema);
  const ok = (json: unknown) => at(answering(200, JSON.stringify(json), '')).get('/api/v2/', schema);

  test('what is as the docs have it is taken, with whatever else a server adds', async () => {
    await fc.assert(
      fc.asyncProperty(body, body.chain(withMore), async (plain, more) => {
        expect(z.safeParse(meant, await ok(plain)).error).toBeUndefined();
        expect(z.safeParse(meant, await ok(more)).error).toBeUndefined();
      }),
    );
  });

  test('what is not is a failure, and nothing in between', async () => {
    const any = fc.oneof(anyJson, body.chain(spoilt), body.chain(spoilt).chain(spoilt));
    await fc.assert(
      fc.asyncProperty(any, async (json) => {
        let answer: unknown;
        const keep = (value: unknown) => {
          answer = value;
        };
        const failure = await failureOf(ok(json).then(keep));
        if (failure === null) expect(z.safeParse(meant, answer).error).toBeUndefined();
        else expect(failure.kind).toBe('unexpected-answer');
      }),
      { numRuns: 300 },
    );
  });
});

test('whatever comes back, it is an answer or a failure of a known kind, and the token is in none of them', async () => {
  await fc.assert(
    fc.asyncProperty(fetches, async (fetch) => {
      const client = at(fetch);
      await failureOf(client.get('/api/v2/user/1/', schemas.ApiUser));
      await failureOf(client.ask('/api/v2/user/match/', { body: ['x'], schema: z.array(schemas.ApiUser) }));
      await failureOf(client.change('POST', '/api/v2/course/9/invite/', { users: [1] }));
      await failureOf(whoAmI(client, ORIGIN));
    }),
    { numRuns: 1_000 },
  );
});

test('a change is done by a 204 and by nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(status, text, header, async (of, body, retry) => {
      const change = at(answering(of, body, retry)).change('POST', '/api/v2/course/9/invite/', {
        users: [1],
      });
      expect(await failureOf(change)).toEqual(of === 204 ? null : expect.anything());
    }),
    { numRuns: 500 },
  );
});
