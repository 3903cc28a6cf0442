import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where Debian's Chromium looks for what an organisation has set (chrome://policy names the file). */
const FOLDER = '/etc/chromium/policies/managed';

/**
 * Sets an extension's policy for every Chromium of this machine that starts from now on, as whoever manages it does.
 * Needs the rights of that person. Returns what takes it back.
 */
export function setPolicy(extensionId: string, policy: object): () => void {
  mkdirSync(FOLDER, { recursive: true });
  const file = join(FOLDER, `rollcall-${extensionId}.json`);
  writeFileSync(file, JSON.stringify({ '3rdparty': { extensions: { [extensionId]: policy } } }));
  return () => rmSync(file, { force: true });
}
