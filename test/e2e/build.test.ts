/** What ships: the manifest of both builds, and the size of what is injected into pages. */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, inject, test } from 'vitest';

const read = (build: string, file: string) => readFileSync(`${build}/${file}`);
const manifest = (build: string) => JSON.parse(read(build, 'manifest.json').toString());

test.each(['extension', 'firefoxExtension'] as const)(
  'the manifest of %s asks for no host and shows pages nothing',
  (name) => {
    const { permissions, optional_host_permissions, content_security_policy, commands, ...rest } = manifest(
      inject(name),
    );
    expect(rest.manifest_version).toBe(3);
    expect(permissions.toSorted()).toEqual(['activeTab', 'contextMenus', 'scripting', 'storage']);
    expect(optional_host_permissions).toEqual(['https://*/*', 'http://localhost/*', 'http://127.0.0.1/*']);
    expect(content_security_policy.extension_pages).toMatch(/^default-src 'none'; script-src 'self';/);
    expect(commands['invite-selected'].suggested_key.default).toBe('Alt+Shift+U');
    expect(commands._execute_action.suggested_key.default).toBe('Alt+Shift+J');
    for (const key of [
      'host_permissions',
      'web_accessible_resources',
      'content_scripts',
      'externally_connectable',
    ]) {
      expect(rest).not.toHaveProperty(key);
    }
  },
);

test('Firefox has an id, a data statement and a background that it knows', () => {
  const { browser_specific_settings, background } = manifest(inject('firefoxExtension'));
  expect(browser_specific_settings.gecko).toMatchObject({
    id: expect.stringContaining('@'),
    data_collection_permissions: { required: ['none'] },
  });
  expect(background).toHaveProperty('scripts');
});

test('what is injected into a page is at most 12 kB gzipped, without polyfill and zod', () => {
  const script = read(inject('extension'), 'page-reader.js');
  expect(gzipSync(script).length).toBeLessThanOrEqual(12 * 1024);
  expect(script.toString()).not.toMatch(/webextension-polyfill|ZodMini/);
});
