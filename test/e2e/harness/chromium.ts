import { type BrowserContext, type CDPSession, chromium, type Page } from 'playwright-core';
import type { Display } from '../../tools/display.ts';
import { ensureBrowser } from '../../tools/machine.ts';
import { until } from '../../tools/run.ts';
import { extensionIdOf, freshProfile, hasRun, pinIcon, removeProfile } from './profile.ts';
import { attach, type Target } from './target.ts';

export { freshProfile } from './profile.ts';

/** Where {@link Chromium.asExtension} has its rights from. */
export const MANIFEST = 'manifest.json';

/** How {@link launchChromium} starts a browser. */
export interface LaunchOptions {
  /** Folder of the built extension. Its path is part of its id, and so of every grant. */
  extension: string;
  /** Profile folder, used in place; see `freshProfile`. */
  profile: string;
  /** With a display there is a window on it, else the browser is headless. */
  display?: Pick<Display, 'env' | 'width' | 'height'>;
  /** The browser's language, `en-US` if left out. Its own language pack must be installed. */
  language?: string;
  /** More switches of Chromium. */
  args?: string[];
  /** Keep the profile after `close()`, even if `freshProfile` made it. */
  keepProfile?: boolean;
  /** Leave the page open that Rollcall opens when it is installed; closed if left out, so that it is in no test's way. */
  keepFirstSteps?: boolean;
}

/** A running browser with the extension in it. */
export interface Chromium {
  context: BrowserContext;
  extensionId: string;
  /** The browser's own DevTools session. */
  cdp: CDPSession;
  /** Opens a page of the extension as a tab, for example `options.html`. */
  page(path: string): Promise<Page>;
  /** The id that `chrome.tabs` has for a page. */
  tabId(page: Page): Promise<number>;
  /** The DevTools id of a page's own target. */
  targetId(page: Page): Promise<string>;
  /** The DevTools id of the tab around a page, which is another target than the page. */
  tabTargetId(page: Page): Promise<string>;
  /**
   * The value of an expression with the extension's rights (`chrome.*`), outside all its contexts: nothing of
   * the extension's own code runs for it, its worker is neither started nor kept alive. Promises are awaited.
   */
  asExtension<T = unknown>(expression: string): Promise<T>;
  /** The same in a page of the extension, for example `options.html`, which nobody sees and which then closes. */
  inHiddenPage<T = unknown>(path: string, expression: string): Promise<T>;
  /** Stops the extension's worker, as the browser does after 30 idle seconds; resolves when it is stopped. */
  stopWorker(): Promise<void>;
  /**
   * Ends the browser cleanly, so that everything is on disk; then removes a profile that `freshProfile` made.
   */
  close(): Promise<void>;
}

function launchArgs({ extension, display, language = 'en-US', args = [] }: LaunchOptions): string[] {
  const root = process.getuid?.() === 0;
  return [
    ...(display ? ['--window-position=0,0'] : ['--headless=new']),
    `--window-size=${display?.width ?? 1280},${display?.height ?? 900}`,
    // Chromium's sandbox refuses to run for root. --test-type keeps the browser from saying so above every
    // page.
    ...(root ? ['--no-sandbox', '--test-type'] : []),
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--hide-crash-restore-bubble',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    `--lang=${language}`,
    '--enable-unsafe-extension-debugging',
    `--disable-extensions-except=${extension}`,
    `--load-extension=${extension}`,
    // Pages of one site in one process: to start one, and to read the scripts of the LMS's pages, is most of what a test costs.
    '--process-per-site',
    // Nor is one started in advance for a page that may never come.
    '--disable-features=SpareRendererForSitePerProcess',
    ...args,
  ];
}

/**
 * Starts Chromium with the extension loaded and its icon pinned.
 * @throws Error with the browser's own words when it cannot load the extension
 */
export async function launchChromium(options: LaunchOptions): Promise<Chromium> {
  const { extension, profile, display, language = 'en-US' } = options;
  const extensionId = extensionIdOf(extension);
  const isNew = !hasRun(profile, extensionId);
  pinIcon(profile, extensionId);
  const launched = chromium.launchPersistentContext(profile, {
    executablePath: await ensureBrowser(),
    headless: !display,
    timeout: 20_000,
    viewport: null,
    args: launchArgs(options),
    ignoreDefaultArgs: ['--headless', '--disable-extensions', '--enable-automation'],
    // On Linux the browser's language comes from the environment, not from --lang.
    env: {
      ...process.env,
      ...display?.env,
      LANGUAGE: language.replace('-', '_'),
      LC_ALL: 'C.UTF-8',
    } as Record<string, string>,
  });
  const context = await launched.catch(async (error: Error) => {
    // On a display, an extension that cannot be loaded raises a dialog, and the browser waits behind it for
    // ever. Headless there is no dialog, and the reason is to be had.
    if (display) {
      const { display: _, ...headless } = options;
      await (await launchChromium({ ...headless, profile: freshProfile(), keepProfile: false })).close();
    }
    throw error;
  });
  const browser = context.browser();
  if (!browser) throw new Error('Playwright gives no browser for this context.');
  const cdp = await browser.newBrowserCDPSession();
  const targets = async () => (await cdp.send('Target.getTargets', { filter: [{}] })).targetInfos;

  const targetIds = new WeakMap<Page, string>();
  const targetId = async (page: Page) => {
    const known = targetIds.get(page);
    if (known) return known;
    const session = await context.newCDPSession(page);
    const { targetInfo } = await session.send('Target.getTargetInfo');
    await session.detach();
    targetIds.set(page, targetInfo.targetId);
    return targetInfo.targetId;
  };

  const tabTargetId = async (page: Page) => {
    const wanted = await targetId(page);
    for (const { targetId: candidate, type } of await targets()) {
      if (type !== 'tab') continue;
      const tab = await attach(cdp, candidate);
      const children: string[] = [];
      tab.on('Target.attachedToTarget', (event: { targetInfo: { targetId: string } }) => {
        children.push(event.targetInfo.targetId);
      });
      // The answer comes after the events for the children that are there already.
      await tab.send('Target.setAutoAttach', {
        autoAttach: true,
        waitForDebuggerOnStart: false,
        flatten: false,
      });
      await tab.detach();
      if (children.includes(wanted)) return candidate;
    }
    throw new Error(`There is no tab around ${page.url()}.`);
  };

  /** Whether it has the extension's rights: not yet, or no more, where the extension is loaded anew. */
  const isOurs = (target: Target) =>
    target.evaluate<boolean>('Boolean(globalThis.chrome?.runtime?.id)').catch(() => false);
  // A hidden target stands in no window and is no context of the extension's. Measured with Chromium 150.
  const openHidden = async (path: string) => {
    const url = `chrome-extension://${extensionId}/${path}`;
    const { targetId } = await cdp.send('Target.createTarget', { url, hidden: true });
    const target = await attach(cdp, targetId);
    await until('the extension to be loaded', () => isOurs(target));
    return target;
  };
  const inHiddenPage = async <T>(path: string, expression: string) => {
    const target = await openHidden(path);
    try {
      return await target.evaluate<T>(expression);
    } finally {
      await cdp.send('Target.closeTarget', { targetId: target.targetId }).catch(() => {});
    }
  };
  // Kept open: the process of the extension's pages is expensive to start, and lives as long as one of them.
  let console: Target | undefined;
  const asExtension = async <T>(expression: string) => {
    // The manifest is the one document of every extension that runs no script, yet has the rights of its origin.
    if (console === undefined || !(await isOurs(console))) console = await openHidden(MANIFEST);
    return console.evaluate<T>(expression);
  };

  const tabIds = new WeakMap<Page, number>();
  const tabId = async (page: Page) => {
    const known = tabIds.get(page);
    if (known !== undefined) return known;
    const tabTarget = await tabTargetId(page);
    // A window has the same number in the DevTools protocol and in chrome.windows.
    const { windowId } = await cdp.send('Browser.getWindowForTarget', { targetId: await targetId(page) });
    const info = (await targets()).find((target) => target.targetId === tabTarget);
    const { tabStripIndex } =
      (info as { embedderData?: { tabStripIndex?: number } } | undefined)?.embedderData ?? {};
    // Browsers older than this field can be asked for the active tab only.
    if (tabStripIndex === undefined) await page.bringToFront();
    const which =
      tabStripIndex === undefined ? { windowId, active: true } : { windowId, index: tabStripIndex };
    const ids = await asExtension<number[]>(
      `chrome.tabs.query(${JSON.stringify(which)}).then((tabs) => tabs.map((tab) => tab.id))`,
    );
    if (ids.length !== 1) throw new Error(`${ids.length} tabs match ${page.url()}.`);
    tabIds.set(page, ids[0] as number);
    return ids[0] as number;
  };

  const stopWorker = async () => {
    const scope = `chrome-extension://${extensionId}/`;
    const anyPage = context.pages()[0] ?? (await context.newPage());
    const session = await context.newCDPSession(anyPage);
    const registrations = new Set<string>();
    const status = new Map<string, string>();
    session.on('ServiceWorker.workerRegistrationUpdated', (event) => {
      for (const { scopeURL, registrationId } of event.registrations) {
        if (scopeURL === scope) registrations.add(registrationId);
      }
    });
    let stopped = false;
    session.on('ServiceWorker.workerVersionUpdated', (event) => {
      for (const version of event.versions) {
        if (!registrations.has(version.registrationId)) continue;
        status.set(version.versionId, version.runningStatus);
        stopped ||= version.runningStatus === 'stopped';
      }
    });
    try {
      await session.send('ServiceWorker.enable');
      await until('the extension’s worker to be known', () => status.size > 0);
      stopped = ![...status.values()].some((now) => now === 'running' || now === 'starting');
      if (!stopped) await session.send('ServiceWorker.stopAllWorkers');
      // An event may start it again at once; what counts is that it stopped in between.
      await until('the extension’s worker to stop', () => stopped);
    } finally {
      await session.detach().catch(() => {});
    }
  };

  try {
    await asExtension('true');
  } catch (cause) {
    // At start the browser keeps its reason to itself; asked to load the folder now, it tells. Playwright's
    // list of commands is older than this one.
    const send = cdp.send.bind(cdp) as (method: string, params: object) => Promise<unknown>;
    const why = await send('Extensions.loadUnpacked', { path: extension }).then(
      () => 'it loads only at the second try',
      (error: Error) => error.message,
    );
    await context.close();
    removeProfile(profile);
    throw new Error(`Chromium did not load the extension in ${extension}: ${why}`, { cause });
  }
  if (isNew && !options.keepFirstSteps) {
    const isShown = (page: Page) => page.url().includes('/options.html?installed');
    const steps = await until('the first steps', () => context.pages().find(isShown));
    await steps.close();
  }
  return {
    context,
    extensionId,
    cdp,
    async page(path) {
      const page = await context.newPage();
      await page.goto(`chrome-extension://${extensionId}/${path.replace(/^\//, '')}`);
      return page;
    },
    tabId,
    targetId,
    tabTargetId,
    asExtension,
    inHiddenPage,
    stopWorker,
    async close() {
      await context.close();
      if (!options.keepProfile) removeProfile(profile);
    },
  };
}
