import { defineConfig } from 'wxt';
import { checkBudgets } from './test/tools/budgets.ts';

export default defineConfig({
  modules: ['@wxt-dev/webextension-polyfill', '@wxt-dev/i18n/module'],
  i18n: { localesDir: 'lib/locales' },
  imports: false,
  manifestVersion: 3,
  vite: () => ({
    // The oldest browsers that the manifest admits: what they know need not be spelled out for older ones.
    build: { cssTarget: ['chrome128', 'firefox149'] },
  }),
  // What a store's reviewers need to build the extension for Firefox themselves.
  zip: { excludeSources: ['test/!(tools)', 'test/!(tools)/**'] },
  hooks: {
    'build:done': ({ config, logger }) => {
      // The development server's scripts are neither small nor shipped.
      if (config.command === 'build') for (const size of checkBudgets(config.outDir)) logger.info(size);
    },
  },
  // Pages and workers only. Nothing is granted at install: a site's host is asked for when it is connected.
  manifest: ({ browser, command }) => ({
    name: '__MSG_extension_name__',
    description: '__MSG_extension_description__',
    default_locale: 'en',
    permissions: [
      'activeTab',
      'alarms',
      'contextMenus',
      'identity',
      'scripting',
      'storage',
      // Firefox tells a script which element was right-clicked under this name only.
      ...(browser === 'firefox' ? ['menus'] : []),
    ],
    // Asked for when a running job first gives a reason to.
    optional_permissions: ['notifications'],
    optional_host_permissions: ['https://*/*', 'http://localhost/*', 'http://127.0.0.1/*'],
    // A private window promises to keep nothing, and jobs are kept.
    incognito: 'not_allowed',
    commands: {
      _execute_action: { suggested_key: { default: 'Alt+Shift+J' } },
      'invite-selected': {
        suggested_key: { default: 'Alt+Shift+U' },
        description: '__MSG_command_inviteSelected__',
      },
    },
    content_security_policy: {
      extension_pages: [
        "default-src 'none'",
        "script-src 'self'",
        "img-src 'self'",
        // What the first line does not cover: where a page's addresses begin, where its forms go, who may frame it.
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        // The development server pushes styles and reloads; nothing of it is in a build.
        command === 'serve' ? "style-src 'self' 'unsafe-inline' http://localhost:*" : "style-src 'self'",
        `connect-src https: http://localhost:* http://127.0.0.1:*${command === 'serve' ? ' ws://localhost:*' : ''}`,
      ].join('; '),
    },
    ...(browser === 'firefox'
      ? {
          // There at once, without the person having to pin it; Chromium leaves that to the person.
          action: { default_area: 'navbar' as const },
          browser_specific_settings: {
            gecko: {
              id: 'rollcall@rollcall.invalid',
              strict_min_version: '149.0',
              data_collection_permissions: { required: ['none'] },
            },
          },
        }
      : {
          // CSS zoom as it is standardized, by which the tick boxes are placed (`Element.currentCSSZoom`).
          minimum_chrome_version: '128',
          // Without the key every other extension may connect. Firefox does not know it; nothing listens there either.
          externally_connectable: { ids: [] },
          storage: { managed_schema: 'managed-schema.json' },
        }),
  }),
});
