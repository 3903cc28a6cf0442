import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

const made = new Set<string>();

/** Removes a profile that {@link freshProfile} made; leaves any other folder alone. */
export function removeProfile(dir: string): void {
  // A browser that has just ended may still have a helper process writing.
  if (made.delete(dir)) rmSync(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

process.on('exit', () => {
  for (const dir of made) removeProfile(dir);
});

/**
 * What need not be copied: locks of the browser that wrote it, and caches. Not `ScriptCache`: it holds the
 * script of the extension's worker, which without it is registered and never starts.
 */
const left = /^(Singleton.*|Cache|Code Cache|G[Pr].*Cache|Dawn.*Cache|Crash ?Reports|DevToolsActivePort)$/;

/**
 * A profile folder of one's own, empty or a copy of another. It is removed when this process ends, and before
 * that by `close()` of the browser that used it, unless that was told to keep it.
 * @param from a profile that no browser is using
 */
export function freshProfile(from?: string): string {
  const dir = mkdtempSync(join(tmpdir(), 'rollcall-profile-'));
  made.add(dir);
  if (from)
    cpSync(from, dir, { recursive: true, filter: (path) => path === from || !left.test(basename(path)) });
  return dir;
}

/**
 * The id that Chromium gives an unpacked extension: from the manifest's `key` if there is one, else from the
 * folder's real path. 32 letters a-p.
 */
export function extensionIdOf(dir: string): string {
  const { key } = JSON.parse(readFileSync(join(dir, 'manifest.json'), 'utf8')) as { key?: string };
  const source = key ? Buffer.from(key, 'base64') : Buffer.from(realpathSync(dir));
  const digits = createHash('sha256').update(source).digest('hex').slice(0, 32);
  return [...digits].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16))).join('');
}

/** Whether an extension that keeps something has run in a profile. */
export function hasRun(profile: string, extensionId: string): boolean {
  return existsSync(
    join(profile, 'Default', 'IndexedDB', `chrome-extension_${extensionId}_0.indexeddb.leveldb`),
  );
}

/** Pins the extension's icon to the toolbar. Only while no browser uses the profile. */
export function pinIcon(profile: string, extensionId: string): void {
  const file = join(profile, 'Default', 'Preferences');
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '{}';
  const preferences = JSON.parse(text) as { extensions?: { pinned_extensions?: string[] } };
  const pinned = preferences.extensions?.pinned_extensions ?? [];
  if (pinned.includes(extensionId)) return;
  preferences.extensions = { ...preferences.extensions, pinned_extensions: [...pinned, extensionId] };
  mkdirSync(join(profile, 'Default'), { recursive: true });
  writeFileSync(file, JSON.stringify(preferences));
}
