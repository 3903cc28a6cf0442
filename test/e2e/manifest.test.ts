/** What a browser is told of the extension: all of it, and for each permission the call that needs it. */
import { globSync, readFileSync } from 'node:fs';
import { describe, expect, inject, test } from 'vitest';
import { root } from '../tools/build.ts';

const sources = globSync('{entrypoints,components,lib}/**/*.{ts,tsx}', { cwd: root });
/** The code of a file, without its comments. */
const source = (file: string) =>
  readFileSync(`${root}${file}`, 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*/gm, '');
const manifestOf = (build: 'extension' | 'firefoxExtension') =>
  JSON.parse(readFileSync(`${inject(build)}/manifest.json`, 'utf8'));
const chromium = manifestOf('extension');
const firefox = manifestOf('firefoxExtension');

test('the manifest for Chromium', () => {
  expect(chromium).toMatchInlineSnapshot(`
    {
      "action": {
        "default_popup": "popup.html",
        "default_title": "Rollcall",
      },
      "background": {
        "service_worker": "background.js",
      },
      "commands": {
        "_execute_action": {
          "suggested_key": {
            "default": "Alt+Shift+J",
          },
        },
        "invite-selected": {
          "description": "__MSG_command_inviteSelected__",
          "suggested_key": {
            "default": "Alt+Shift+U",
          },
        },
      },
      "content_security_policy": {
        "extension_pages": "default-src 'none'; script-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; style-src 'self'; connect-src https: http://localhost:* http://127.0.0.1:*",
      },
      "default_locale": "en",
      "description": "__MSG_extension_description__",
      "externally_connectable": {
        "ids": [],
      },
      "icons": {
        "128": "icon/128.png",
        "16": "icon/16.png",
        "32": "icon/32.png",
        "48": "icon/48.png",
        "96": "icon/96.png",
      },
      "incognito": "not_allowed",
      "manifest_version": 3,
      "minimum_chrome_version": "128",
      "name": "__MSG_extension_name__",
      "optional_host_permissions": [
        "https://*/*",
        "http://localhost/*",
        "http://127.0.0.1/*",
      ],
      "optional_permissions": [
        "notifications",
      ],
      "options_ui": {
        "open_in_tab": true,
        "page": "options.html",
      },
      "permissions": [
        "activeTab",
        "alarms",
        "contextMenus",
        "identity",
        "scripting",
        "storage",
      ],
      "storage": {
        "managed_schema": "managed-schema.json",
      },
      "version": "0.1.0",
    }
  `);
});

test('the manifest for Firefox: the same, but for what only one of the two browsers knows', () => {
  const keys = new Set([...Object.keys(chromium), ...Object.keys(firefox)]);
  const others = [...keys].filter((key) => JSON.stringify(chromium[key]) !== JSON.stringify(firefox[key]));
  const inFirefox = Object.fromEntries(others.map((key) => [key, firefox[key] ?? 'absent']));
  expect(inFirefox).toMatchInlineSnapshot(`
    {
      "action": {
        "default_area": "navbar",
        "default_popup": "popup.html",
        "default_title": "Rollcall",
      },
      "background": {
        "scripts": [
          "background.js",
        ],
      },
      "browser_specific_settings": {
        "gecko": {
          "data_collection_permissions": {
            "required": [
              "none",
            ],
          },
          "id": "rollcall@rollcall.invalid",
          "strict_min_version": "149.0",
        },
      },
      "externally_connectable": "absent",
      "minimum_chrome_version": "absent",
      "permissions": [
        "activeTab",
        "alarms",
        "contextMenus",
        "identity",
        "scripting",
        "storage",
        "menus",
      ],
      "storage": "absent",
    }
  `);
});

/** A permission, and where what it allows is called. */
type Use = [permission: string, file: string, call: string];

/** Granted at install. */
const REQUIRED: Use[] = [
  // The page in front of the person, from a click on Rollcall until it is left.
  ['activeTab', 'lib/browser/tab.ts', "files: ['/page-reader.js']"],
  ['activeTab', 'lib/browser/tab.ts', "tab?.url ?? ''"],
  ['alarms', 'lib/browser/wake.ts', 'browser.alarms.create('],
  ['contextMenus', 'entrypoints/background.ts', 'browser.contextMenus.create('],
  ['scripting', 'lib/browser/tab.ts', '.executeScript(injection)'],
  ['identity', 'lib/sites/sign-in-window.ts', 'launchWebAuthFlow({ url, interactive: true })'],
  ['identity', 'entrypoints/options/main.tsx', 'browser.identity.getRedirectURL()'],
  ['scripting', 'lib/sites/right-click-script.ts', 'browser.scripting.registerContentScripts('],
  ['storage', 'lib/store/item.ts', 'browser.storage.session'],
  ['storage', 'lib/store/policy.ts', 'browser.storage.managed.get('],
];
/** Firefox alone tells which element was right-clicked, and only to who has this one. */
const REQUIRED_IN_FIREFOX: Use[] = [
  ['menus', 'entrypoints/page-reader.ts', 'chrome.menus?.getTargetElement('],
];
/** Asked for by a click, when there is a reason. */
const OPTIONAL: Use[] = [
  ['notifications', 'entrypoints/popup/main.tsx', 'browser.permissions.request(NOTIFICATIONS)'],
  ['notifications', 'lib/jobs/status/notification.ts', 'allowed()?.create('],
  // That of the site which the person has typed, and that of its API where it is another.
  ...['https://*/*', 'http://localhost/*', 'http://127.0.0.1/*'].map(
    (hosts): Use => [hosts, 'entrypoints/options/main.tsx', 'browser.permissions.request({ origins })'],
  ),
];
const USES = [...REQUIRED, ...REQUIRED_IN_FIREFOX, ...OPTIONAL];

/** What an extension may call without a permission. */
const FREE = ['action', 'commands', 'i18n', 'permissions', 'runtime', 'tabs', 'windows'];

describe('each permission', () => {
  const names = (uses: Use[]) => [...new Set(uses.map(([permission]) => permission))].toSorted();

  test.each(USES)('%s: %s calls %s', (_permission, file, call) => {
    expect(source(file).includes(call)).toBe(true);
  });

  test('stands in the table, and none in the table is missing', () => {
    const optional = (manifest: typeof chromium) =>
      [...manifest.optional_permissions, ...manifest.optional_host_permissions].toSorted();
    expect(chromium.permissions.toSorted()).toEqual(names(REQUIRED));
    expect(firefox.permissions.toSorted()).toEqual(names([...REQUIRED, ...REQUIRED_IN_FIREFOX]));
    for (const manifest of [chromium, firefox]) expect(optional(manifest)).toEqual(names(OPTIONAL));
  });

  test('covers all that the source calls of a browser', () => {
    const called = sources.flatMap((file) =>
      [...source(file).matchAll(/\b(?:browser|chrome)\s*\.\s*([a-z]\w+)/gi)].map(([, name = '']) => name),
    );
    const allowed = [...FREE, ...USES.map(([permission]) => permission)];
    expect(called.length).toBeGreaterThan(50);
    expect([...new Set(called)].filter((name) => !allowed.includes(name))).toEqual([]);
  });
});

describe.each([
  ['Chromium', chromium],
  ['Firefox', firefox],
])('in %s', (_browser, manifest) => {
  test('no site is granted at install, and no page is given a script before a site is connected', () => {
    for (const key of ['host_permissions', 'content_scripts', 'user_scripts']) {
      expect(manifest).not.toHaveProperty(key);
    }
  });

  test('pages can load nothing of the extension, and its own pages nothing but what is in it', () => {
    expect(manifest).not.toHaveProperty('web_accessible_resources');
    const policy = Object.fromEntries(
      manifest.content_security_policy.extension_pages.split('; ').map((line: string) => {
        const [name, ...values] = line.split(' ');
        return [name, values];
      }),
    );
    expect(policy).toEqual({
      'default-src': ["'none'"],
      'script-src': ["'self'"],
      'style-src': ["'self'"],
      'img-src': ["'self'"],
      'base-uri': ["'none'"],
      'form-action': ["'none'"],
      'frame-ancestors': ["'none'"],
      // The API of whatever site is connected; which one that may be is the permission's business.
      'connect-src': ['https:', 'http://localhost:*', 'http://127.0.0.1:*'],
    });
  });

  test('private windows are left alone', () => expect(manifest.incognito).toBe('not_allowed'));
});

test('nobody outside can talk to it: Chromium keeps them out, and nothing listens', () => {
  // Empty, but there: without the key every other extension may connect. Firefox does not know it and would warn of it.
  expect(chromium.externally_connectable).toEqual({ ids: [] });
  expect(firefox).not.toHaveProperty('externally_connectable');
  for (const file of sources) {
    expect(source(file), file).not.toMatch(/\bon(?:Message|Connect)External\b|\bonUserScript/);
  }
});
