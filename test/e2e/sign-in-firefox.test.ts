/** Signing in by OAuth in Firefox, whose redirect address and window are its own. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type PracticeLms, startLms } from '../lms/server.ts';
import { until } from '../tools/run.ts';
import { type Firefox, launchFirefox } from './harness/firefox.ts';
import { REQUESTS } from './scene.ts';

let lms: PracticeLms;
let firefox: Firefox;

beforeAll(async () => {
  lms = await startLms({ waiting: 3 });
  firefox = await launchFirefox(inject('firefoxExtension'));
});
afterAll(async () => {
  await firefox?.close();
  await lms?.close();
});

const isShown = (words: string, where: 'inPage' | 'inPopup' = 'inPage') =>
  until(words, async () => (await firefox[where]<string>('return document.body.innerText')).includes(words));

test('trust 7: signed in, renewed and signed out in Firefox, which asks for the address of the sign-in twice', async () => {
  await firefox.visitOwn('options.html');
  const redirect = await firefox.inPage<string>(`return document.querySelector('#redirect').value`);
  expect(redirect).toMatch(/^https:\/\/[\da-f]{40}\.extensions\.allizom\.org\/$/);
  // What administrators are told to register.
  expect(readFileSync('.github/ADMINISTRATORS.md', 'utf8')).toContain(` ${redirect}\n`);
  lms.oauth.register(redirect);
  await firefox.type('#address', lms.origin);
  await firefox.type('#client-id', lms.oauth.clientId);
  await firefox.press('#by-oauth button[type=submit]');
  await firefox.inNewWindow(async () => {
    await until('the form', () =>
      firefox.inPage('return document.querySelector("[name=password]") !== null'),
    );
    await firefox.type('[name=username]', 'cora_manager');
    await firefox.type('[name=password]', lms.password);
    await firefox.press('button');
    await until('the question', () =>
      firefox.inPage('return document.querySelector("[name=allow]") !== null'),
    );
    await firefox.press('[name=allow]');
  });
  await isShown('Connected as cora_manager');
  expect(lms.oauth.tokens()).toHaveLength(1);

  lms.oauth.expire();
  await firefox.visit(lms.url(REQUESTS));
  await firefox.openPopup();
  await isShown('Accept all 3 requests', 'inPopup');
  await firefox.closePopup();
  expect(lms.oauth.tokens()).toHaveLength(2);

  await firefox.visitOwn('options.html');
  await isShown('Connected as cora_manager');
  await firefox.press('.site button');
  await isShown('Signed out');
  expect(lms.oauth.tokens().filter(({ accessLives, refreshLives }) => accessLives || refreshLives)).toEqual(
    [],
  );
});
