import { writeFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { until } from '../../tools/run.ts';
import { childrenOf, isEnabled, nameOf, readTree, roleOf, textOf } from './accessibility.ts';
import type { Chromium } from './chromium.ts';
import { type AxNode, attach, type Target } from './target.ts';

/** One thing in the popup that a person can use, found anew by role and accessible name at each call. */
interface Control {
  exists(): Promise<boolean>;
  /** False also when it does not exist. */
  enabled(): Promise<boolean>;
  /** Its accessible name; throws when it does not exist. */
  name(): Promise<string>;
  /** Its value, as assistive technology hears it; empty if it has none. */
  value(): Promise<string>;
  /**
   * Waits until it can be clicked (up to 10 s), then clicks its middle with the mouse, so that the event is
   * trusted.
   */
  click(): Promise<void>;
  /** Clicks it and types over what it holds. */
  fill(text: string): Promise<void>;
}

/** An item of a list, as assistive technology hears it. */
interface ListItem {
  /** The words of the item and of everything in it, joined by single spaces. */
  text: string;
  /** `aria-posinset` and `aria-setsize`, where the item carries them. */
  position?: number;
  size?: number;
}

/**
 * The browser's own popup, the bubble under the toolbar. While one is held here it does not close by losing
 * focus.
 */
export interface Popup {
  url: string;
  target: Target;
  /** Everything written in it, as a person reads it. */
  text(): Promise<string>;
  /** The first heading; empty if there is none. */
  heading(): Promise<string>;
  button(name: RegExp): Control;
  control(role: string, name: RegExp): Control;
  /** The items of the list of that name; empty if there is no such list. */
  list(name: string): Promise<ListItem[]>;
  /** What stands in `role=status`, several joined by line breaks. */
  status(): Promise<string>;
  /** The focused thing; undefined when that is the document itself. */
  focused(): Promise<{ role: string; name: string } | undefined>;
  /** Presses a key by its DOM name (`Enter`, `Escape`, `Tab`, `a`) inside the popup. */
  press(key: string): Promise<void>;
  /** Asks until the answer is true; throws with `what` and the popup's text after `timeout` ms (10,000). */
  waitFor(predicate: (popup: Popup) => Promise<unknown>, what: string, timeout?: number): Promise<void>;
  /** Writes a PNG of the popup's contents. */
  screenshot(file: string): Promise<void>;
  /** True once the browser has closed it. */
  closed(): boolean;
  /** Closes it, as a click elsewhere would. */
  close(): Promise<void>;
}

const keyCodes: Record<string, number> = {
  Backspace: 8,
  Tab: 9,
  Enter: 13,
  Escape: 27,
  ' ': 32,
  PageUp: 33,
  PageDown: 34,
  End: 35,
  Home: 36,
  ArrowLeft: 37,
  ArrowUp: 38,
  ArrowRight: 39,
  ArrowDown: 40,
  Delete: 46,
};

async function press(target: Target, key: string): Promise<void> {
  const text = key === 'Enter' ? '\r' : key.length === 1 ? key : undefined;
  const code = keyCodes[key] ?? (key.length === 1 ? key.toUpperCase().charCodeAt(0) : 0);
  const event = { key, code: key.length === 1 ? '' : key, windowsVirtualKeyCode: code };
  await target.send('Input.dispatchKeyEvent', {
    ...event,
    type: text ? 'keyDown' : 'rawKeyDown',
    ...(text && { text }),
  });
  // The key may have closed the popup.
  if (!target.gone())
    await target.send('Input.dispatchKeyEvent', { ...event, type: 'keyUp' }).catch(() => {});
}

/**
 * The middle of an element that is in view, not covered by another; throws otherwise. CSS pixels of the
 * popup.
 */
async function middleOf(target: Target, node: AxNode): Promise<{ x: number; y: number }> {
  const backendNodeId = node.backendDOMNodeId;
  await target.send('DOM.scrollIntoViewIfNeeded', { backendNodeId });
  const { quads } = await target.send<{ quads: number[][] }>('DOM.getContentQuads', { backendNodeId });
  const quad = quads[0];
  if (!quad) throw new Error('it has no box');
  const [x1 = 0, y1 = 0, , , x2 = 0, y2 = 0] = quad;
  const middle = { x: (x1 + x2) / 2, y: (y1 + y2) / 2 };
  const { object } = await target.send<{ object: { objectId: string } }>('DOM.resolveNode', {
    backendNodeId,
  });
  const { result } = await target.send<{ result: { value: boolean } }>('Runtime.callFunctionOn', {
    objectId: object.objectId,
    functionDeclaration: `function (x, y) {
      const hit = this.getRootNode().elementFromPoint(x, y);
      return hit !== null && (this.contains(hit) || hit.closest('label')?.control === this);
    }`,
    arguments: [{ value: middle.x }, { value: middle.y }],
    returnByValue: true,
  });
  if (!result.value) throw new Error('something covers it');
  return middle;
}

async function click(target: Target, node: AxNode): Promise<void> {
  const point = await middleOf(target, node);
  const event = { ...point, button: 'left', clickCount: 1 };
  await target.send('Input.dispatchMouseEvent', { ...point, type: 'mouseMoved' });
  await target.send('Input.dispatchMouseEvent', { ...event, type: 'mousePressed' });
  // Letting go may close the popup before it answers.
  await target.send('Input.dispatchMouseEvent', { ...event, type: 'mouseReleased' }).catch((error: Error) => {
    if (!target.gone()) throw error;
  });
}

function controlIn(target: Target, role: string, name: RegExp): Control {
  const find = async () => {
    const tree = await readTree(target);
    return tree.nodes.find((node) => roleOf(node) === role && name.test(nameOf(node)));
  };
  const must = async () => {
    const node = await find();
    if (!node)
      throw new Error(
        `There is no ${role} ${name} in the popup. It says:\n${await target.evaluate(innerText)}`,
      );
    return node;
  };
  const clickIt = async () => {
    const ready = async () => {
      const node = await must();
      if (!isEnabled(node)) throw new Error('it is disabled');
      await middleOf(target, node);
      return node;
    };
    await click(target, await until(`${role} ${name} to be clickable`, ready));
  };
  return {
    exists: async () => (await find()) !== undefined,
    enabled: async () => {
      const node = await find();
      return node !== undefined && isEnabled(node);
    },
    name: async () => nameOf(await must()),
    value: async () => String((await must()).value?.value ?? ''),
    click: clickIt,
    async fill(text) {
      await clickIt();
      await target.evaluate(`document.execCommand('selectAll')`);
      if (text === '') await press(target, 'Delete');
      else await target.send('Input.insertText', { text });
    },
  };
}

const innerText = 'document.body?.innerText ?? ""';

async function itemsOf(target: Target, name: string): Promise<ListItem[]> {
  const tree = await readTree(target);
  const list = tree.nodes.find((node) => /^(list|listbox|grid)$/.test(roleOf(node)) && nameOf(node) === name);
  if (!list) return [];
  const items: AxNode[] = [];
  const collect = (node: AxNode) => {
    for (const child of childrenOf(tree, node)) {
      if (/^(listitem|option|row)$/.test(roleOf(child))) items.push(child);
      else collect(child);
    }
  };
  collect(list);
  return Promise.all(
    items.map(async (node) => {
      const { node: dom } = await target.send<{ node: { attributes?: string[] } }>('DOM.describeNode', {
        backendNodeId: node.backendDOMNodeId,
      });
      const number = (attribute: string) => {
        const at = dom.attributes?.indexOf(attribute) ?? -1;
        return at < 0 ? undefined : Number(dom.attributes?.[at + 1]);
      };
      const position = number('aria-posinset');
      const size = number('aria-setsize');
      return {
        text: textOf(tree, node),
        ...(position !== undefined && { position }),
        ...(size !== undefined && { size }),
      };
    }),
  );
}

async function focusedIn(target: Target): Promise<{ role: string; name: string } | undefined> {
  // The tree's own `focused` is empty while the window is in the background; the document knows even then.
  const { result } = await target.send<{ result: { objectId?: string } }>('Runtime.evaluate', {
    expression: `(() => {
      let at = document.activeElement;
      while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
      return at === document.body ? null : at;
    })()`,
  });
  if (!result.objectId) return undefined;
  const { node: dom } = await target.send<{ node: { backendNodeId: number } }>('DOM.describeNode', {
    objectId: result.objectId,
  });
  const { nodes } = await readTree(target);
  const node = nodes.find(({ backendDOMNodeId }) => backendDOMNodeId === dom.backendNodeId);
  return node && { role: roleOf(node), name: nameOf(node) };
}

function popupOn(target: Target, url: string, chromium: Chromium): Popup {
  const popup: Popup = {
    url,
    target,
    text: () => target.evaluate<string>(innerText),
    async heading() {
      const tree = await readTree(target);
      const heading = tree.nodes.find((node) => roleOf(node) === 'heading');
      return heading ? nameOf(heading) : '';
    },
    button: (name) => controlIn(target, 'button', name),
    control: (role, name) => controlIn(target, role, name),
    list: (name) => itemsOf(target, name),
    async status() {
      const tree = await readTree(target);
      const found = tree.nodes.filter((node) => roleOf(node) === 'status');
      return found
        .map((node) => textOf(tree, node))
        .filter(Boolean)
        .join('\n');
    },
    focused: () => focusedIn(target),
    press: (key) => press(target, key),
    async waitFor(predicate, what, timeout = 10_000) {
      await until(what, () => predicate(popup), { timeout }).catch(async (error: Error) => {
        const text = await popup.text().catch(() => '(the popup is gone)');
        throw new Error(`${error.message}. The popup says:\n${text}`, { cause: error });
      });
    },
    async screenshot(file) {
      const { data } = await target.send<{ data: string }>('Page.captureScreenshot', { format: 'png' });
      await writeFile(file, Buffer.from(data, 'base64'));
    },
    closed: () => target.gone(),
    async close() {
      if (target.gone()) return;
      await chromium.cdp.send('Target.closeTarget', { targetId: target.targetId }).catch(() => {});
      await until('the popup to close', () => target.gone());
    },
  };
  return popup;
}

/** The targets that are popups: pages of the extension that stand in no tab. */
export async function openPopups(chromium: Chromium): Promise<{ targetId: string; url: string }[]> {
  const { targetInfos } = await chromium.cdp.send('Target.getTargets', { filter: [{}] });
  const start = `chrome-extension://${chromium.extensionId}/popup.html`;
  const alike = targetInfos.filter(({ type, url }) => type === 'page' && url.startsWith(start));
  if (alike.length === 0) return [];
  const inTabs = await Promise.all(
    chromium.context.pages().map((page) => chromium.targetId(page).catch(() => '')),
  );
  return alike.filter(({ targetId }) => !inTabs.includes(targetId));
}

/** True while a popup of the extension is open, or opening. */
export async function isPopupOpen(chromium: Chromium): Promise<boolean> {
  return (await openPopups(chromium)).length > 0;
}

/**
 * Waits until the browser shows the extension's popup and its document is there.
 * @param timeout milliseconds
 * @throws Error when none comes in that time
 */
export async function waitForPopup(chromium: Chromium, timeout = 10_000): Promise<Popup> {
  const info = await until('the popup', async () => (await openPopups(chromium))[0], { timeout });
  const target = await attach(chromium.cdp, info.targetId);
  const loaded = `document.readyState === 'complete' && location.pathname === '/popup.html'`;
  await until('the popup to load', () => target.evaluate<boolean>(loaded), { timeout });
  return popupOn(target, info.url, chromium);
}

/**
 * Opens the popup over a page as a click on the toolbar icon does, also headless: real popup, real
 * `activeTab`.
 * @throws Error when one is open already
 */
export async function openPopupByAction(chromium: Chromium, page: Page): Promise<Popup> {
  if (await isPopupOpen(chromium)) throw new Error('A popup is open already.');
  await page.bringToFront();
  const targetId = await chromium.tabTargetId(page);
  // Playwright's list of commands is older than this one.
  const send = chromium.cdp.send.bind(chromium.cdp) as (method: string, params: object) => Promise<unknown>;
  await send('Extensions.triggerAction', { id: chromium.extensionId, targetId });
  return waitForPopup(chromium);
}
