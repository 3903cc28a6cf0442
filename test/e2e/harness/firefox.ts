/** Debian's Firefox with the extension in it. Its own menus and the popup are reached from inside the browser. */
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureFirefox } from '../../tools/machine.ts';
import { end, until } from '../../tools/run.ts';
import { connectMarionette } from './marionette.ts';
import { freshProfile, removeProfile } from './profile.ts';

/** What the browser would make up at each start; a test has to know it. */
const EXTENSION = '11111111-2222-4333-8444-555555555555';
const PREFERENCES = {
  // A free port, which Firefox then writes into the profile.
  'marionette.port': 0,
  'extensions.webextensions.uuids': JSON.stringify({ 'rollcall@rollcall.invalid': EXTENSION }),
  'browser.shell.checkDefaultBrowser': false,
  'browser.aboutwelcome.enabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
};

/** CSS pixels from the top left of the page's viewport. */
export interface Point {
  x: number;
  y: number;
}

export interface Firefox {
  /** Opens an address in the one tab that there is. */
  visit(url: string): Promise<void>;
  /** Opens a page of the extension in that tab, for example `options.html`. */
  visitOwn(path: string): Promise<void>;
  /** What the body of a function answers in the page; it reads `arguments`. */
  inPage<T>(body: string, ...args: unknown[]): Promise<T>;
  /** The same in the popup, which has to be open. */
  inPopup<T>(body: string): Promise<T>;
  /** Types into a field of the page. */
  type(selector: string, text: string): Promise<void>;
  /** Presses a button of the page with the mouse. */
  press(selector: string): Promise<void>;
  click(at: Point): Promise<void>;
  /** Presses at one point and lets go at another, with or without the Control key. */
  drag(from: Point, to: Point, how?: { control: boolean }): Promise<void>;
  /** Right-clicks and chooses *Invite selected to course*. */
  chooseFromMenu(at: Point): Promise<void>;
  /** Presses the toolbar's icon. */
  openPopup(): Promise<void>;
  closePopup(): Promise<void>;
  /** Presses Enter in the popup, where its focus is. */
  enter(): Promise<void>;
  /** Pastes a text where the focus of the page is, as somebody does who has copied it elsewhere. */
  paste(text: string): Promise<void>;
  /** Presses Allow in the browser's own prompt, as soon as it can be pressed. */
  allow(): Promise<void>;
  /** Goes to the tab that a link of this one has opened. */
  goToNewTab(): Promise<void>;
  /** Waits for a second window, does something in it that closes it, and comes back to the tab. */
  inNewWindow(act: () => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

const LEFT = 0;
const RIGHT = 2;
const CONTROL = '\uE009';
const ENTER = '\uE007';
/** An element, as WebDriver's answers name it. */
type Reference = Record<string, string>;

interface Options {
  /** Stay on the page that Rollcall opens when it is installed; closed if left out, so that it is in no test's way. */
  keepFirstSteps?: boolean;
  /** Have the browser ask the person for permissions, as it does. */
  prompts?: boolean;
}

/** @param extension folder of the build for Firefox */
export async function launchFirefox(
  extension: string,
  { keepFirstSteps = false, prompts = false }: Options = {},
): Promise<Firefox> {
  const profile = freshProfile();
  const preferences = Object.entries({
    ...PREFERENCES,
    'extensions.webextOptionalPermissionPrompts': prompts,
  }).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`);
  writeFileSync(join(profile, 'user.js'), preferences.join('\n'));
  const args = ['--headless', '--marionette', '--remote-allow-system-access', '--profile', profile];
  const child = spawn(await ensureFirefox(), args, {
    env: { ...process.env, HOME: profile },
    stdio: 'ignore',
  });
  const port = await until(
    'Firefox to take commands',
    () => Number(readFileSync(join(profile, 'MarionetteActivePort'), 'utf8')),
    { timeout: 60_000 },
  );
  const marionette = await connectMarionette(port);
  const { command } = marionette;
  const ask = async (name: string, parameters: object) =>
    ((await command(name, parameters)) as { value: unknown }).value;

  await command('WebDriver:NewSession');
  const handles = async () => (await command('WebDriver:GetWindowHandles', {})) as unknown as string[];
  const [blank] = await handles();
  await command('Addon:Install', { path: extension, temporary: true });
  const steps = await until('the first steps', async () => (await handles()).find((one) => one !== blank));
  const [kept, closed] = keepFirstSteps ? [steps, blank] : [blank, steps];
  await command('WebDriver:SwitchToWindow', { handle: closed, focus: true });
  await command('WebDriver:CloseWindow', {});
  await command('WebDriver:SwitchToWindow', { handle: kept, focus: true });

  /** With the browser's own rights, outside all pages. */
  async function inBrowser<T>(act: () => Promise<T>): Promise<T> {
    await command('Marionette:SetContext', { value: 'chrome' });
    try {
      return await act();
    } finally {
      await command('Marionette:SetContext', { value: 'content' });
    }
  }
  const asBrowser = <T>(script: string, ...args: unknown[]) =>
    inBrowser(() => ask('WebDriver:ExecuteScript', { script, args, sandbox: 'system' })) as Promise<T>;

  async function find(selector: string): Promise<string | undefined> {
    const found = await ask('WebDriver:FindElement', { using: 'css selector', value: selector });
    return Object.values(found as Reference)[0];
  }

  const move = ({ x, y }: Point) => ({
    type: 'pointerMove',
    x: Math.round(x),
    y: Math.round(y),
    duration: 50,
  });
  const down = (button: number) => ({ type: 'pointerDown', button });
  const up = (button: number) => ({ type: 'pointerUp', button });
  const rest = { type: 'pause' };
  async function perform(mouse: object[], keys: object[] = []): Promise<void> {
    await command('WebDriver:PerformActions', {
      actions: [
        { type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions: mouse },
        { type: 'key', id: 'keys', actions: keys },
      ],
    });
  }

  return {
    async visit(url) {
      await command('WebDriver:Navigate', { url });
    },
    async visitOwn(path) {
      await command('WebDriver:Navigate', { url: `moz-extension://${EXTENSION}/${path}` });
    },
    inPage: <T>(script: string, ...args: unknown[]) =>
      ask('WebDriver:ExecuteScript', { script, args }) as Promise<T>,
    inPopup: (body) =>
      asBrowser(
        `const popup = document.querySelector('browser.webextension-popup-browser');
        const actor = popup?.browsingContext.currentWindowGlobal.getActor('MarionetteCommands');
        if (!actor) throw new Error('The popup is not open.');
        return actor.executeScript(arguments[0], [], { sandboxName: 'default' });`,
        body,
      ),
    async type(selector, text) {
      await command('WebDriver:ElementSendKeys', { id: await find(selector), text });
    },
    async press(selector) {
      await command('WebDriver:ElementClick', { id: await find(selector) });
    },
    click: (at) => perform([move(at), down(LEFT), up(LEFT)]),
    drag: (from, to, { control } = { control: false }) =>
      perform(
        [rest, move(from), down(LEFT), move(to), up(LEFT), rest],
        control
          ? [{ type: 'keyDown', value: CONTROL }, rest, rest, rest, rest, { type: 'keyUp', value: CONTROL }]
          : [],
      ),
    async chooseFromMenu(at) {
      await perform([move(at), down(RIGHT), up(RIGHT)]);
      await until('the menu', () =>
        asBrowser<boolean>(
          `const menu = document.getElementById('contentAreaContextMenu');
          const item = [...menu.querySelectorAll('menuitem')].find(({ id }) => id.endsWith('_invite-selected'));
          if (menu.state !== 'open' || !item || item.hidden) return false;
          menu.activateItem(item);
          return true;`,
        ),
      );
    },
    async openPopup() {
      await asBrowser(
        `const widget = 'rollcall_rollcall_invalid-browser-action';
        document.getElementById(widget).querySelector('.unified-extensions-item-action-button').click();`,
      );
    },
    async closePopup() {
      await asBrowser(
        `for (const panel of document.querySelectorAll('panel')) if (panel.state === 'open') panel.hidePopup();`,
      );
    },
    async enter() {
      // The popup has its focus, but of a window that is drawn nowhere the browser sends it no keys unasked.
      await asBrowser(`document.querySelector('browser.webextension-popup-browser').focus();`);
      await inBrowser(() =>
        perform(
          [],
          [
            { type: 'keyDown', value: ENTER },
            { type: 'keyUp', value: ENTER },
          ],
        ),
      );
    },
    async paste(text) {
      await asBrowser(
        `Cc['@mozilla.org/widget/clipboardhelper;1'].getService(Ci.nsIClipboardHelper).copyString(arguments[0]);`,
        text,
      );
      const keys = [
        { type: 'keyDown', value: CONTROL },
        { type: 'keyDown', value: 'v' },
      ];
      await perform([], [...keys, ...keys.toReversed().map((key) => ({ ...key, type: 'keyUp' }))]);
    },
    async allow() {
      const prompt = `PopupNotifications.panel.querySelector('popupnotification')`;
      await until('the prompt', () => asBrowser<boolean>(`return ${prompt} !== null;`));
      // It takes no press before it was seen for a moment.
      await until('the prompt to take the press', () =>
        asBrowser<boolean>(`${prompt}?.button.click(); return ${prompt} === null;`),
      );
    },
    async goToNewTab() {
      const before = (await ask('WebDriver:GetWindowHandle', {})) as string;
      const tab = await until('the new tab', async () => (await handles()).find((one) => one !== before));
      await command('WebDriver:SwitchToWindow', { handle: tab, focus: true });
    },
    async inNewWindow(act) {
      const tab = (await ask('WebDriver:GetWindowHandle', {})) as string;
      const other = await until('another window', async () =>
        (await handles()).find((handle) => handle !== tab),
      );
      await command('WebDriver:SwitchToWindow', { handle: other, focus: true });
      await act();
      await until('the window to close', async () => !(await handles()).includes(other));
      await command('WebDriver:SwitchToWindow', { handle: tab, focus: true });
    },
    async close() {
      marionette.close();
      await end(child);
      removeProfile(profile);
    },
  };
}
