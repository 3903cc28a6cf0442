import type { Chromium } from './chromium.ts';

/** Does with `chrome.developerPrivate` what a person does on the browser's own page of extensions. */
async function onExtensionsPage({ context }: Chromium, call: string): Promise<void> {
  const page = await context.newPage();
  await page.goto('chrome://extensions');
  await page.evaluate(`chrome.developerPrivate.${call}`);
  await page.close();
}

/** Turns developer mode on: without it the browser loads no folder while it runs, not even one again. */
export function developerMode(chromium: Chromium): Promise<void> {
  return onExtensionsPage(chromium, 'updateProfileConfiguration({ inDeveloperMode: true })');
}

/** Takes a host, such as `http://127.0.0.1/*`, from the extension, or gives it back; no prompt. */
export function changeHost(chromium: Chromium, change: 'add' | 'remove', host: string): Promise<void> {
  const which = JSON.stringify([chromium.extensionId, host]);
  return onExtensionsPage(chromium, `${change}HostPermission(...${which})`);
}
