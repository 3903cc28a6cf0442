/** The first run in Firefox, whose prompt, window for signing in and toolbar are its own: each click is counted. */
import { expect, inject, onTestFinished, test } from 'vitest';
import { startLms } from '../lms/server.ts';
import { until } from '../tools/run.ts';
import { Clicks, textFrom } from './first-run-clicks.ts';
import { launchFirefox } from './harness/firefox.ts';

test('in Firefox: the same, with its own prompt and its icon in the toolbar', async () => {
  const clicks = new Clicks();
  const lms = await startLms({ waiting: 1 });
  onTestFinished(() => lms.close());
  const firefox = await launchFirefox(inject('firefoxExtension'), { keepFirstSteps: true, prompts: true });
  onTestFinished(() => firefox.close());
  const isShown = (words: string, where: 'inPage' | 'inPopup' = 'inPage') =>
    until(words, async () =>
      (await firefox[where]<string>('return document.body.innerText')).includes(words),
    );
  const press = async (what: string, selector: string) => {
    clicks.add(what);
    await until(what, () => firefox.inPage('return document.querySelector(arguments[0]) !== null', selector));
    await firefox.press(selector);
  };
  await isShown('Welcome to Rollcall');
  lms.oauth.register(await firefox.inPage<string>(`return document.querySelector('#redirect').value`));

  await firefox.paste(textFrom(lms));
  await isShown('Filled in for 127.0.0.1');
  await press('Sign in', '#by-oauth button[type=submit]');
  clicks.add('Allow');
  await firefox.allow();
  await firefox.inNewWindow(async () => {
    await until('the form', () =>
      firefox.inPage('return document.querySelector("[name=password]") !== null'),
    );
    await firefox.type('[name=username]', 'cora_manager');
    await firefox.type('[name=password]', lms.password);
    await press('Log in', 'button');
    await press('Authorize', '[name=allow]');
  });
  await isShown('Connected as cora_manager');

  await press('the course', '.own-courses [href*="/course/9/"]');
  await firefox.goToNewTab();
  await isShown(lms.waitingUsers()[0]?.username ?? 'somebody');
  clicks.add('the icon');
  await firefox.openPopup();
  for (const name of ['Accept the 1 request', 'Accept 1 request']) {
    await isShown(name, 'inPopup');
    clicks.add(name);
    await firefox.inPopup(
      `[...document.querySelectorAll('button')].find(({ textContent }) => textContent === '${name}').click()`,
    );
  }
  await isShown('1 accepted', 'inPopup');
  expect(lms.waitingUsers()).toEqual([]);
  clicks.tell('Firefox');
});
