/** A page of the LMS's own origin that has turned against its manager: what it does, and what Rollcall makes of it. */
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { attachWorker } from './harness/worker.ts';
import { REQUESTS, type Scene, scene, shownNames } from './scene.ts';

export interface Hostile {
  stage: Scene;
  page: Page;
  boxes: Locator;
  names: string[];
  /** What scripts of pages have said to the background since. */
  heard(): Promise<unknown[]>;
}

/** The Requests tab with tick boxes, before it turns hostile. */
export async function selecting(): Promise<Hostile> {
  const stage = await scene();
  const page = await stage.visit(REQUESTS);
  const boxes = await stage.selectPeople(page);
  return { stage, page, boxes, names: await shownNames(page), heard: await hearing(stage) };
}

/** Listens in the worker, which must be awake, beside the extension's own listener. */
export async function hearing({ chromium }: Scene): Promise<() => Promise<unknown[]>> {
  const worker = await attachWorker(chromium);
  if (worker === null) throw new Error('no worker is running');
  await worker.evaluate(`globalThis.heardByTest = [];
    chrome.runtime.onMessage.addListener((message, { url }) => {
      if (/^http/.test(url)) heardByTest.push(message);
    })`);
  return () => worker.evaluate('heardByTest');
}

/** The popups and tabs of the extension that are open. */
export const openedBy = ({ chromium }: Scene): Promise<string[]> =>
  chromium.asExtension(`chrome.runtime.getContexts({ contextTypes: ['POPUP', 'TAB'] })
    .then((all) => all.map(({ documentUrl }) => documentUrl))`);

/** Of all that the page did, nothing came to more than what stands in the page itself. */
export async function expectNothingCame(stage: Scene): Promise<void> {
  expect(await openedBy(stage)).toEqual([]);
  expect(stage.posts()).toEqual([]);
}

/** In the page: every event that a script can make, on everything of ours. Answers how many it made look like a person's. */
export function forgeEvents(name: string): number {
  const host = document.querySelector(name);
  const root = host?.shadowRoot;
  if (!host || !root) throw new Error(`there is no ${name}`);
  const keys: KeyboardEventInit[] = [
    { key: ' ', code: 'Space', keyCode: 32 },
    { key: 'Enter', code: 'Enter', keyCode: 13 },
    { key: 'a', ctrlKey: true },
    { key: 'End', shiftKey: true },
    { key: 'Escape' },
  ];
  const where = { clientX: 5, clientY: 5, screenX: 5, screenY: 5 };
  const how = { bubbles: true, cancelable: true, button: 0, buttons: 1, detail: 1, view: window, ...where };
  const pointer = { ...how, pointerId: 1, pointerType: 'mouse', isPrimary: true };
  const eventsOf = (composed: boolean): Event[] => [
    ...['pointerover', 'pointerdown', 'pointerup', 'click'].map(
      (type) => new PointerEvent(type, { ...pointer, composed }),
    ),
    ...['mouseover', 'mousedown', 'mouseup', 'click', 'dblclick', 'auxclick', 'contextmenu'].map(
      (type) => new MouseEvent(type, { ...how, composed }),
    ),
    ...keys.flatMap((key) =>
      ['keydown', 'keypress', 'keyup'].map((type) => new KeyboardEvent(type, { ...how, ...key, composed })),
    ),
    ...['beforeinput', 'input', 'change', 'select', 'submit', 'reset', 'toggle', 'command', 'focusin'].map(
      (type) => new Event(type, { bubbles: true, cancelable: true, composed }),
    ),
  ];
  let forged = 0;
  const controls = [...root.querySelectorAll<HTMLInputElement | HTMLButtonElement>('input, button')];
  for (const target of [host, root, ...root.querySelectorAll('*')]) {
    for (const event of [...eventsOf(true), ...eventsOf(false)]) {
      if (Reflect.defineProperty(event, 'isTrusted', { value: true }) || event.isTrusted) forged += 1;
      target.dispatchEvent(event);
    }
  }
  // What a browser does by itself once a script has asked for it.
  for (const [at, control] of controls.entries()) {
    control.id = `control-${at}`;
    const form = document.createElement('form');
    form.id = `form-${at}`;
    form.addEventListener('submit', (event) => event.preventDefault());
    const label = document.createElement('label');
    label.htmlFor = control.id;
    root.append(form, label);
    control.setAttribute('form', form.id);
    control.focus();
    label.click();
    label.dispatchEvent(new PointerEvent('click', pointer));
    control.click();
    form.requestSubmit();
    if ('checked' in control) control.checked = true;
    form.remove();
    label.remove();
  }
  return forged;
}
