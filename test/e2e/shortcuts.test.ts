/** Keys that another extension had first: the browser leaves ours unassigned, and the options say so. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, inject, onTestFinished } from 'vitest';
import { scene, test } from './scene.ts';

/** Another extension that asks for our keys; the browser gives them to the one that it loads first. */
function rival(): string {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-rival-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const commands = { same: { suggested_key: { default: 'Alt+Shift+U' }, description: 'Something else' } };
  writeFileSync(
    join(folder, 'manifest.json'),
    JSON.stringify({ manifest_version: 3, name: 'Rival', version: '1', commands }),
  );
  return folder;
}

test('a shortcut that another extension has is shown as not set, with the way to the page where it is changed', async () => {
  const both = `${rival()},${inject('extension')}`;
  const { chromium } = await scene({
    // In a profile that has had Rollcall before, the keys are its own already.
    granted: false,
    as: null,
    args: [`--disable-extensions-except=${both}`, `--load-extension=${both}`],
  });
  const options = await chromium.page('options.html#pages');
  const shortcut = (name: string) => options.locator('.shortcuts > div').filter({ hasText: name });
  await shortcut('Review selected people').getByText('not set').waitFor();
  expect(await shortcut('Open Rollcall').innerText()).toMatch(/Alt\+Shift\+J/);
  await options.getByText(/^Another extension, or the browser itself, has the keys/).waitFor();
  const [page] = await Promise.all([
    chromium.context.waitForEvent('page'),
    options.getByRole('button', { name: 'Change shortcuts' }).click(),
  ]);
  await page.waitForURL('chrome://extensions/shortcuts');
});
