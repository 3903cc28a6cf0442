/** A hostile page that replaces what the browser gives it, and one that never rests: our own world is another. */
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { barButton, count, expectBeside, press, reviewed, soon, tickedAmong } from './boxes.ts';
import { expectNothingCame, selecting } from './hostile.ts';
import { REQUESTS, scene, shownNames, test } from './scene.ts';

const NAME = '.SCCourseUsersTable-avatar-wrapper > p';

/**
 * In the page: its app goes and its DOM stays; then everything that could be called on the way to us lies, and notes in
 * `leaked` what of ours it was called with.
 */
function replaceEverything(): void {
  const app = document.querySelector('#root') ?? document.body.firstElementChild;
  app?.replaceWith(app.cloneNode(true));
  const { apply } = Reflect;
  const { getRootNode } = Node.prototype;
  const { includes, toLowerCase } = String.prototype;
  const { defineProperty, getOwnPropertyDescriptor } = Object;
  const hostOf = getOwnPropertyDescriptor(ShadowRoot.prototype, 'host')?.get as () => Element;
  const leaked: string[] = [];
  const isOurs = (value: unknown): boolean => {
    if (typeof value === 'string') return apply(includes, apply(toLowerCase, value, []), ['rollcall']);
    if (!(value instanceof Node)) return false;
    const root = apply(getRootNode, value, []);
    const host = root instanceof ShadowRoot ? apply(hostOf, root, []) : value;
    return host instanceof Element && isOurs(host.localName);
  };
  // No spreading, no `for of`: the iterators lie by then.
  const note = (name: string, value: unknown) => {
    if (isOurs(value)) leaked[leaked.length] = name;
  };
  const replace = (owner: object, key: string | symbol) => {
    const { value, get, set, configurable } = getOwnPropertyDescriptor(owner, key) ?? {};
    const name = String(key);
    if (!configurable || key === 'constructor') return;
    if (typeof value === 'function')
      defineProperty(owner, key, {
        configurable: true,
        // A function, since some of these are called with `new`.
        value: function (this: unknown, ...given: unknown[]) {
          note(name, this);
          for (let at = 0; at < given.length; at += 1) note(name, given[at]);
          return [];
        },
      });
    else if (get && name !== 'localName')
      defineProperty(owner, key, {
        configurable: true,
        get() {
          note(name, this);
          return null;
        },
        ...(set && {
          set(given: unknown) {
            note(name, this);
            note(name, given);
          },
        }),
      });
  };
  const kinds = [
    Array,
    Map,
    Set,
    WeakMap,
    Promise,
    String,
    RegExp,
    Node,
    Element,
    HTMLElement,
    HTMLInputElement,
    Document,
  ];
  const more = [
    DocumentFragment,
    ShadowRoot,
    EventTarget,
    Event,
    MouseEvent,
    KeyboardEvent,
    MutationObserver,
    Range,
  ];
  const some = [
    ResizeObserver,
    Selection,
    CSSStyleDeclaration,
    TreeWalker,
    DOMTokenList,
    CustomElementRegistry,
    URL,
  ];
  const owners: object[] = [JSON, Object, Reflect, CSS];
  for (const kind of [...kinds, ...more, ...some]) owners.push(kind.prototype);
  const keys = owners.map((owner) => Reflect.ownKeys(owner));
  const ofWindow =
    'fetch postMessage getComputedStyle requestAnimationFrame setTimeout clearTimeout MutationObserver ResizeObserver Map Set Promise URL URLPattern AbortController getSelection performance'.split(
      ' ',
    );
  for (let at = 0; at < owners.length; at += 1)
    for (let key = 0; key < (keys[at]?.length ?? 0); key += 1)
      replace(owners[at] as object, keys[at]?.[key] as string);
  for (let at = 0; at < ofWindow.length; at += 1) replace(window, ofWindow[at] as string);
  defineProperty(window, 'leaked', { value: leaked });
}

/** What an expression is in the page's own world, by nothing that a page can replace. */
async function inItsWorld(page: Page, expression: string): Promise<unknown> {
  const session = await page.context().newCDPSession(page);
  const { result } = await session.send('Runtime.evaluate', { expression, returnByValue: true });
  await session.detach();
  return result.value;
}

describe('every prototype and function of the page replaced by one that lies and spies', () => {
  test.each(['before our script comes', 'after it has come'])(
    'trust 15: %s: the reading is right, and nothing of ours comes to the page',
    async (when) => {
      const stage = await scene();
      const page = await stage.visit(REQUESTS);
      const names = await shownNames(page);
      const early = when === 'before our script comes';
      if (early) await page.evaluate(replaceEverything);
      const boxes = await stage.selectPeople(page);
      if (!early) await page.evaluate(replaceEverything);
      await soon(() => boxes.count()).toBe(6);
      for (const at of [1, 3]) await press(page, boxes.nth(at));
      await soon(() => count(page).innerText()).toBe('2 selected');
      for (const at of [0, 1, 3]) expect(await boxes.nth(at).isChecked()).toBe(at !== 0);
      expect(await reviewed(stage, page)).toEqual([names[1], names[3]]);
      await page.bringToFront();
      await press(page, barButton(page, 'Cancel'));
      await soon(() => page.locator('rollcall-selection').count()).toBe(0);
      expect(await inItsWorld(page, 'leaked.length')).toBe(0);
      // And would have been noted.
      await inItsWorld(page, `document.querySelector('rollcall-selection')`);
      expect(await inItsWorld(page, 'leaked[0]')).toBe('querySelector');
      expect(stage.posts()).toEqual([]);
    },
  );
});

describe('our elements defined by the page as its own', () => {
  test('trust 19: with the shadow root taken: no boxes, and nothing else comes of it', async () => {
    const stage = await scene();
    const page = await stage.visit(REQUESTS);
    const names = await shownNames(page);
    await page.evaluate(() => {
      for (const name of ['rollcall-selection', 'rollcall-job'])
        customElements.define(
          name,
          class extends HTMLElement {
            constructor() {
              super();
              this.attachShadow({ mode: 'open' });
            }
          },
        );
    });
    const popup = await stage.popup(page);
    const closed = popup.waitForEvent('close');
    await popup.getByRole('button', { name: 'Select people' }).click();
    await closed;
    expect(await page.getByRole('checkbox', { name: /^Select / }).count()).toBe(0);
    await page.evaluate(() =>
      document.querySelector('.SCCourseUsersTable-root tbody > tr')?.setAttribute('aria-selected', 'true'),
    );
    expect(await reviewed(stage, page)).toEqual([names[0]]);
    expect(stage.posts()).toEqual([]);
  });

  test('trust 19: with a look at each of them: it sees an element come, and the boxes work', async () => {
    const stage = await scene();
    const page = await stage.visit(REQUESTS);
    await page.evaluate(() => {
      const met: string[] = [];
      class Spy extends HTMLElement {
        connectedCallback() {
          met.push(...Object.keys(this), ...this.getAttributeNames());
        }
      }
      customElements.define('rollcall-selection', Spy);
      Object.assign(window, { met });
    });
    const boxes = await stage.selectPeople(page);
    await press(page, boxes.nth(2));
    expect(await tickedAmong(boxes)).toEqual([2]);
    expect(await page.evaluate(() => Reflect.get(window, 'met'))).toEqual(['popover']);
    await expectNothingCame(stage);
  });
});

test('trust 18: a storm of changes: the page can be used meanwhile, and the boxes are right in the end', async () => {
  const { stage, page, boxes, names } = await selecting();
  await press(page, boxes.nth(1));
  await page.evaluate(() => {
    const button = document.body.appendChild(document.createElement('button'));
    button.textContent = 'Of the page';
    button.style.cssText = 'position: fixed; top: 100px; left: 4px; z-index: 9';
    const seen = { pressed: false, ended: false };
    Object.assign(window, { seen });
    button.addEventListener('click', () => {
      seen.pressed = true;
    });
    const body = document.querySelector('.SCCourseUsersTable-root tbody');
    const rows = [...(body?.children ?? [])];
    const rest = document.body.appendChild(document.createElement('div'));
    /** Goes on until the person was heard, and then for a while. */
    let left = 60;
    const storm = () => {
      rest.replaceChildren(
        ...Array.from({ length: 500 }, (_, at) => document.createElement(at % 2 ? 'p' : 'li')),
      );
      for (const row of rows) {
        row.className = `${row.className.split(' storm')[0]} storm${left}`;
        row.setAttribute('style', `height: ${60 + (left % 7)}px`);
      }
      body?.append(...rows.toSorted(() => Math.random() - 0.5));
      if (seen.pressed) left -= 1;
      if (left > 0) return requestAnimationFrame(storm);
      rest.remove();
      // The last that it does: the rows are other elements, in another order.
      for (const row of rows) row.removeAttribute('style');
      body?.replaceChildren(...rows.toReversed().map((row) => row.cloneNode(true)));
      seen.ended = true;
    };
    storm();
  });
  await page.getByRole('button', { name: 'Of the page' }).click();
  await soon(() => page.evaluate(() => Reflect.get(window, 'seen').ended)).toBe(true);
  for (const [at, name] of names.toReversed().entries()) {
    await expectBeside(page, name, page.locator(NAME).nth(at));
  }
  expect(await tickedAmong(boxes)).toEqual([4]);
  expect(await reviewed(stage, page)).toEqual([names[1]]);
  expect(stage.posts()).toEqual([]);
});
