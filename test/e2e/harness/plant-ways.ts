/** How a leak on purpose gets where it is to be found. */
import type { Page } from 'playwright-core';
import type { Ground } from './plants.ts';
import { attachWorker } from './worker.ts';

export async function inWorker({ chromium }: Ground, expression: string): Promise<void> {
  const worker = await attachWorker(chromium);
  if (worker === null) throw new Error('no worker is running');
  await worker.evaluate(expression);
  await worker.detach();
}

export async function inContentScript({ chromium, site }: Ground, expression: string): Promise<void> {
  const target = `{ tabId: ${await chromium.tabId(site)} }`;
  await chromium.asExtension(
    `chrome.scripting.executeScript({ target: ${target}, func: () => { ${expression} } })`,
  );
}

/** As an argument of a script that the worker starts in a page. */
export async function asArgument(ground: Ground, value: string): Promise<void> {
  const started = `{ target: { tabId: ${await ground.chromium.tabId(ground.site)} }, func: () => {}, args: ['${value}'] }`;
  await inWorker(ground, `chrome.scripting.executeScript(${started}).then(() => {})`);
}

/** Content scripts are let in for that: they see what they saw if nothing kept them out. */
export async function inLocalStorage(value: string, { chromium }: Ground): Promise<void> {
  const level = `{ accessLevel: 'TRUSTED_AND_UNTRUSTED_CONTEXTS' }`;
  await chromium.asExtension(`chrome.storage.local.setAccessLevel(${level})`);
  await chromium.asExtension(`chrome.storage.local.set({ planted: '${value}' })`);
}

/** Whether content scripts are kept out of `storage.local`. */
export async function isLocked({ chromium, site }: Ground): Promise<boolean> {
  const target = `{ tabId: ${await chromium.tabId(site)} }`;
  return chromium.asExtension<boolean>(
    `chrome.scripting.executeScript({
      target: ${target},
      func: () => chrome.storage.local.get(null).then(() => false, () => true),
    }).then(([{ result }]) => result)`,
  );
}

export async function inNotification(value: string, ground: Ground): Promise<void> {
  const told = `{ type: 'basic', title: 'Planted', message: '${value}', iconUrl: '/icon/128.png' }`;
  await inWorker(ground, `chrome.notifications.create('planted', ${told})`);
  await inWorker(ground, `chrome.notifications.clear('planted')`);
}

export async function inExport(own: Page, value: string): Promise<void> {
  const saved = own.waitForEvent('download');
  await own.evaluate((text) => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text]));
    link.download = 'planted.csv';
    link.click();
  }, value);
  await saved;
}

// What follows is evaluated in pages.

export function inDatabase({ name, value }: { name: string; value: string }): Promise<void> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('rows');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const writing = opening.result.transaction('rows', 'readwrite');
      writing.objectStore('rows').put(value, 1);
      writing.oncomplete = () => {
        opening.result.close();
        resolve();
      };
    };
  });
}

export function inAttribute(value: string): void {
  const place = document.body.appendChild(document.createElement('p'));
  place.id = 'planted';
  place.title = value;
}

export function inField(value: string): void {
  const place = document.body.appendChild(document.createElement('input'));
  place.id = 'typed';
  place.value = value;
}

export function inShadow(value: string): void {
  const host = document.body.appendChild(document.createElement('div'));
  const place = host.attachShadow({ mode: 'closed' }).appendChild(document.createElement('p'));
  place.id = 'deep';
  place.textContent = value;
}

export async function inRequest({ url, header }: { url: string; header: string }): Promise<void> {
  await fetch(url, { headers: header === '' ? {} : { 'x-planted': header } });
}

export async function inForm({ url, name, value }: Record<'url' | 'name' | 'value', string>): Promise<void> {
  await fetch(url, { method: 'POST', body: new URLSearchParams({ [name]: value }) });
}

export function inCookie(value: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: as a page would
  document.cookie = `planted=${value}`;
}
