/** Leaks on purpose, by the ways that real ones would take: each must be found by the recorder of its way. */
import { randomBytes } from 'node:crypto';
import type { Page } from 'playwright-core';
import type { PracticeLms } from '../../lms/server.ts';
import type { Chromium } from './chromium.ts';
import { type Channel, findLeaks, type Heard, type Secret } from './leaks.ts';
import * as way from './plant-ways.ts';

/** Something like a token, unlike anything else. */
export const newSecret = (name: string): Secret => ({ name, value: randomBytes(33).toString('base64url') });

/** One that a form writes in another way than it is. */
export function newClientSecret(name: string): Secret {
  const { value } = newSecret(name);
  return { name, value: `${value.slice(0, 18)}+&/%${value.slice(18)}` };
}

/** Where to plant. */
export interface Ground {
  chromium: Chromium;
  /** The options page. */
  own: Page;
  /** A page of a connected site, with a content script in it. */
  site: Page;
  /** Another server. */
  other: PracticeLms;
}

interface Plant {
  /** What is planted; something like a token if left out. */
  secret?: (name: string) => Secret;
  plant(value: string, ground: Ground): Promise<unknown>;
  /** Where it must be found: the channel, the context and what of it. */
  found: readonly (readonly [channel: Channel, where: RegExp, what: RegExp])[];
}

const OWN = /^own page \/options/;
const SITE = /^page http/;
const SCRIPT = /^content script in http/;
const WORKER = /^worker$/;
const BROWSER = /^browser$/;
const ANY = /^/;
const literal = JSON.stringify;

const PLANTS: readonly Plant[] = [
  {
    plant: (value, { own }) =>
      own.evaluate(`chrome.runtime.sendMessage(${literal([value])}).then(() => {}, () => {})`),
    found: [['message', OWN, /^runtime\.sendMessage$/]],
  },
  {
    plant: (value, { own }) =>
      own.evaluate(`void chrome.runtime.connect({ name: 'planted' }).postMessage(${literal(value)})`),
    found: [['message', OWN, /^port\.postMessage/]],
  },
  {
    plant: (value, ground) =>
      way.inWorker(ground, `chrome.runtime.sendMessage(${literal([value])}).then(() => {}, () => {})`),
    found: [['message', WORKER, /^runtime\.sendMessage$/]],
  },
  {
    plant: (value, ground) =>
      way.inContentScript(ground, `chrome.runtime.sendMessage(${literal([value])}).catch(() => {})`),
    found: [['message', SCRIPT, /^runtime\.sendMessage$/]],
  },
  {
    plant: (value, ground) => way.asArgument(ground, value),
    found: [['call', WORKER, /^scripting\.executeScript$/]],
  },
  {
    plant: (value, ground) =>
      way.inWorker(ground, `chrome.storage.session.set({ planted: ${literal(value)} })`),
    found: [['session', WORKER, /^storage\.session\.set$/]],
  },
  {
    plant: way.inLocalStorage,
    found: [
      ['storage', BROWSER, /^storage\.local$/],
      ['content script', SCRIPT, /^storage\.local$/],
      ['content script', SCRIPT, /^storage\.onChanged local$/],
      ['file', /Local Extension Settings/, ANY],
    ],
  },
  {
    plant: (value, { own }) => own.evaluate(way.inDatabase, { name: 'planted', value }),
    found: [
      ['database', BROWSER, /^indexedDB$/],
      ['file', /IndexedDB/, ANY],
    ],
  },
  {
    // With a letter beyond Latin-1 a string is kept as UTF-16.
    plant: (value, { own }) => own.evaluate(way.inDatabase, { name: 'planted too', value: `✓ ${value}` }),
    found: [['file', /IndexedDB/, ANY]],
  },
  {
    plant: (value, ground) =>
      way.inWorker(ground, `console.log('deep in', { an: { object: [${literal(value)}] } })`),
    found: [['console', WORKER, /^console\.log$/]],
  },
  {
    plant: (value, ground) => way.inWorker(ground, `void Promise.reject(new Error(${literal(value)}))`),
    found: [['console', WORKER, /^exception$/]],
  },
  {
    plant: (value, ground) => way.inContentScript(ground, `console.error(${literal(value)})`),
    found: [['console', SCRIPT, /^console\.error$/]],
  },
  {
    plant: (value, { site }) => site.evaluate((text) => console.info(text), value),
    found: [['console', SITE, /^console\.info$/]],
  },
  {
    plant: (value, { own }) => own.evaluate(way.inAttribute, value),
    found: [['DOM', OWN, /^attributes of P#planted/]],
  },
  {
    plant: (value, { own }) => own.evaluate(way.inField, value),
    found: [['DOM', OWN, /^value of INPUT#typed$/]],
  },
  {
    plant: (value, { site }) => site.evaluate(way.inShadow, value),
    found: [['DOM', SITE, /^text of #text in P#deep$/]],
  },
  {
    plant: (value, { site }) => site.evaluate((text) => history.pushState(null, '', `?${text}`), value),
    found: [
      ['address', SITE, /^address of a frame$/],
      ['address', BROWSER, /^tabs$/],
      ['file', /History$/, ANY],
    ],
  },
  {
    plant: (value, { own }) => own.evaluate((text) => history.pushState(null, '', `?${text}`), value),
    found: [
      ['address', OWN, /^history of the tab$/],
      ['file', /Sessions/, ANY],
    ],
  },
  {
    plant: (value, { own, other }) =>
      own.evaluate(way.inRequest, { url: `${other.origin}/api/v2/course/?${value}`, header: '' }),
    found: [
      ['request', OWN, /^address of GET/],
      ['request', /^server/, /^address of GET/],
    ],
  },
  {
    plant: (value, { own, other }) =>
      own.evaluate(way.inRequest, { url: `${other.origin}/api/v2/course/`, header: value }),
    found: [
      ['request', OWN, /^header x-planted of GET/],
      ['request', OWN, /^header x-planted of a request to/],
      ['request', /^server/, /^header x-planted of GET/],
    ],
  },
  {
    // As a client secret is sent, and to whom it must not be.
    secret: newClientSecret,
    plant: (value, { own, other }) =>
      own.evaluate(way.inForm, { url: `${other.origin}/oauth/token/`, name: 'client_secret', value }),
    found: [
      ['request', OWN, /^body of POST/],
      ['request', /^server/, /^body of POST/],
    ],
  },
  { plant: (value, { own }) => way.inExport(own, value), found: [['export', OWN, /^content$/]] },
  {
    plant: way.inNotification,
    found: [['notification', WORKER, /^notifications\.create$/]],
  },
  {
    plant: (value, { chromium }) => chromium.asExtension(`chrome.action.setBadgeText({ text: '${value}' })`),
    found: [['icon', BROWSER, /^badge$/]],
  },
  {
    plant: (value, { chromium }) => chromium.asExtension(`chrome.action.setTitle({ title: '${value}' })`),
    found: [['icon', BROWSER, /^title$/]],
  },
  {
    plant: (value, { own }) => own.evaluate((text) => navigator.clipboard.writeText(text), value),
    found: [
      ['clipboard', OWN, /^clipboard\.writeText$/],
      ['clipboard', BROWSER, /^what would be pasted$/],
    ],
  },
  {
    plant: (value, { site }) => site.evaluate(way.inCookie, value),
    found: [['cookie', BROWSER, ANY]],
  },
];

/** A plant with its own secret. */
export interface Planted {
  secret: Secret;
  plant: Plant;
}

/** Plants everything. */
export async function plantAll(ground: Ground): Promise<Planted[]> {
  const planted = PLANTS.map((plant, at) => ({
    plant,
    secret: (plant.secret ?? newSecret)(`planted ${at}`),
  }));
  for (const { plant, secret } of planted) await plant.plant(secret.value, ground);
  return planted;
}

/** The places where a planted leak was not found though it was there, in words. */
export function blindSpots(record: readonly Heard[], planted: readonly Planted[]): string[] {
  return planted.flatMap(({ plant, secret }) => {
    const leaks = findLeaks(record, secret);
    return plant.found
      .filter(
        ([channel, where, what]) =>
          !leaks.some((leak) => leak.channel === channel && where.test(leak.where) && what.test(leak.what)),
      )
      .map(([channel, where, what]) => `${secret.name}: ${channel}, ${where.source}, ${what.source}`);
  });
}
