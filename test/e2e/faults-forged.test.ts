/** The fault table's rows about those who are not the person: a hostile page, and senders of forged messages. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, inject, onTestFinished } from 'vitest';
import { startLms } from '../lms/server.ts';
import { until } from '../tools/run.ts';
import type { Chromium } from './harness/chromium.ts';
import { extensionIdOf } from './harness/profile.ts';
import { attachWorker } from './harness/worker.ts';
import { result } from './job-steps.ts';
import { REQUESTS, type Scene, scene, shownNames, test } from './scene.ts';

test('a page that plants hidden rows, forges the course id and clicks by script: no POST, and the API names the course', async () => {
  const stage = await scene({ waiting: 6 });
  const page = await stage.visit(REQUESTS);
  const boxes = await stage.selectPeople(page);
  await boxes.first().check();
  const [, shown = ''] = await shownNames(page);
  stage.lms.setRelation(10, stage.lms.user(shown).id, null);
  const member = stage.lms.members()[0]?.username ?? '';
  await page.evaluate(
    ({ planted, path }) => {
      const rows = document.querySelectorAll('.SCCourseUsersTable-root tbody > tr');
      const row = rows[1];
      const hidden = row?.cloneNode(true) as HTMLElement;
      const name = hidden.querySelector('p');
      if (name) name.textContent = planted;
      hidden.style.opacity = '0';
      row?.after(hidden);
      for (const marked of [row, hidden]) marked?.setAttribute('aria-selected', 'true');
      history.replaceState(null, '', path);
      const ours = document.querySelector('rollcall-selection')?.shadowRoot;
      for (const control of ours?.querySelectorAll<HTMLElement>('input, button') ?? []) control.click();
    },
    { planted: member, path: '/course/10/coastal-field-methods/edit/requests' },
  );
  const popup = await stage.popup(page);
  await popup.getByRole('heading', { name: 'Coastal Field Methods' }).waitFor();
  // Of all that, the row that everyone can see is proposed; Rollcall says what would become of it, and waits.
  await popup.getByText(/^1 more is marked on the page, but cannot be seen there/).waitFor();
  await popup.getByRole('button', { name: 'Invite 1 person' }).waitFor();
  expect(await popup.getByRole('list', { name: 'People' }).getByRole('listitem').count()).toBe(1);
  expect(stage.posts()).toEqual([]);
});

describe('forged messages', () => {
  const SECRET = 'forged-3f9c2b7e';
  let stage: Scene;
  let page: Page;
  let review: Page;
  /** All that somebody could say who had seen everything. */
  let forged: { messages: object[]; ports: { name: string; body: object }[] };
  let told: string[];
  /** Another extension, which has nothing but a page to speak from. */
  let folder: string;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'rollcall-forger-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, 'manifest.json'), '{"manifest_version":3,"name":"Forger","version":"1"}');
    writeFileSync(join(folder, 'forger.html'), '<title>Forger</title>');
    const both = `${inject('extension')},${folder}`;
    stage = await scene({
      waiting: 3,
      args: [`--disable-extensions-except=${both}`, `--load-extension=${both}`],
    });
    const { chromium, lms } = stage;
    page = await stage.visit(REQUESTS);
    review = await stage.popup(page);
    await review.getByRole('button', { name: 'Accept all 3 requests' }).click();
    await review.getByRole('button', { name: 'Accept 3 requests' }).waitFor();
    const place = { tabId: await chromium.tabId(page) };
    const planId = await chromium.asExtension<string>(
      'chrome.storage.session.get(null).then((all) => Object.values(all).find(({ small }) => small?.madeAt)?.small.id)',
    );
    expect(planId).toMatch(/^[\da-f-]{36}$/);
    forged = {
      messages: [
        { type: 'start', body: { place, planId } },
        { type: 'keepAutoSend', body: { origin: lms.origin, on: true } },
        { type: 'startAutoSend', body: { place, planId } },
        { type: 'sites', body: {} },
        { type: 'connect', body: { origin: lms.origin, token: SECRET } },
        { type: 'disconnect', body: { origin: lms.origin } },
        { type: 'keepDraft', body: { place, text: SECRET } },
        { type: 'review', more: SECRET },
        SECRET as unknown as object,
      ],
      ports: [
        { name: 'open', body: { place, courseId: 9, click: null } },
        { name: 'reviewWaiting', body: { place, courseId: 9, search: SECRET } },
      ],
    };
    told = await listen(chromium);
    lms.log.length = 0;
  });

  /** What the worker says to its console from now on. */
  async function listen(chromium: Chromium): Promise<string[]> {
    const said: string[] = [];
    const worker = await attachWorker(chromium);
    worker?.on('Runtime.consoleAPICalled', ({ args }: { args: { value?: unknown }[] }) => {
      said.push(args.map(({ value }) => String(value)).join(' '));
    });
    await worker?.send('Runtime.enable');
    return said;
  }

  /** Says all of it, in whatever context it is evaluated; answers what came back. */
  const saying = (to: string) => `(async ({ messages, ports }) => {
    const heard = [];
    const to = ${to};
    for (const message of messages)
      heard.push(await chrome.runtime.sendMessage(...to, message).catch(() => null));
    for (const { name, body } of ports) {
      heard.push(await new Promise((resolve) => {
        const port = chrome.runtime.connect(...to, { name });
        port.onMessage.addListener(resolve);
        port.onDisconnect.addListener(() => resolve(chrome.runtime.lastError && null));
        port.postMessage(body);
      }));
    }
    return heard.map((answer) => answer ?? null);
  })(${JSON.stringify(forged)})`;

  /** Nothing came back and nothing was done; the person goes on as if nothing had been. */
  async function expectRefused(answers: unknown[]): Promise<void> {
    expect(answers).toHaveLength(forged.messages.length + forged.ports.length);
    expect(answers.filter((answer) => answer !== null)).toEqual([]);
    expect(stage.lms.requests(stage.lms.tokens.manager)).toEqual([]);
    expect(stage.lms.requests(SECRET)).toEqual([]);
    expect(told.join('\n')).not.toMatch(new RegExp(`${SECRET}|127\\.0\\.0\\.1|[\\da-f]{8}-`));
    await review.bringToFront();
    await review.getByRole('button', { name: 'Accept 3 requests' }).click();
    expect(await result(review)).toBe('3 accepted');
    expect(stage.posts()).toHaveLength(1);
  }

  test('from a content script, in the page and in a frame of another origin: refused, logged without content', async () => {
    const other = await startLms({ waiting: 3 });
    onTestFinished(() => other.close());
    await page.evaluate(async (src) => {
      const frame = document.createElement('iframe');
      const loaded = new Promise((resolve) => frame.addEventListener('load', resolve));
      frame.src = src;
      document.body.append(frame);
      await loaded;
    }, other.url(REQUESTS));
    const target = JSON.stringify({ tabId: await stage.chromium.tabId(page), allFrames: true });
    // In the isolated world of a content script: what a page could do that had broken into it.
    const answers = await stage.chromium.asExtension<unknown[][]>(
      `chrome.scripting.executeScript({ target: ${target}, func: async () => ${saying('[]')} })
        .then((frames) => frames.map(({ result }) => result))`,
    );
    expect(answers).toHaveLength(2);
    await until('the log', () => told.length >= 2 * (answers[0]?.length ?? 0));
    expect(new Set(told)).toEqual(new Set(['Rollcall: refused a message that is not from its own pages']));
    expect(answers[1]).toEqual(answers[0]);
    await expectRefused(answers[0] ?? []);
  });

  test('from the scripts of the page: there is nothing to say it with', async () => {
    for (const frame of page.frames())
      expect(await frame.evaluate('typeof globalThis.chrome?.runtime?.sendMessage')).toBe('undefined');
    expect(stage.posts()).toEqual([]);
  });

  test('from another extension: not even delivered', async () => {
    const { context, extensionId } = stage.chromium;
    const forger = await context.newPage();
    await forger.goto(`chrome-extension://${extensionIdOf(folder)}/forger.html`);
    await expectRefused(await forger.evaluate<unknown[]>(saying(`['${extensionId}']`)));
    expect(told).toEqual([]);
  });
});
