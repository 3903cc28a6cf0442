/** Once for all end-to-end tests: the pages of the LMS, the built extension, and a profile that may talk to it. */
import { cpSync, rmSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { ensureFrontEnd } from '../lms/build.ts';
import { startLms } from '../lms/server.ts';
import { buildExtension, root } from '../tools/build.ts';
import { needsOf, WORDS } from '../tools/chosen.ts';
import { ensureBrowser, ensureDisplayTools, ensureFirefox } from '../tools/machine.ts';
import { grantHost } from './harness/grant.ts';
import { removeProfile } from './harness/profile.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The folder of the build under test. */
    extension: string;
    /** The folder of the build for Firefox. */
    firefoxExtension: string;
    /** A profile in which the browser's own prompt was allowed for the practice LMS's host. */
    grantedProfile: string;
  }
}

/** A build in a folder where nobody builds: a browser that runs would lose its files to the next build. */
async function buildToTest(browser: 'chrome' | 'firefox'): Promise<string> {
  const folder = `${root}.output/tested/${browser}-mv3`;
  rmSync(folder, { recursive: true, force: true });
  cpSync(await buildExtension(browser), folder, { recursive: true });
  return folder;
}

/** A profile in which the person has allowed Rollcall to talk to the practice LMS's host. */
async function grant(extension: string): Promise<string> {
  const lms = await startLms({ waiting: 1 });
  const profile = await grantHost({ extension, site: lms.origin, token: lms.tokens.manager });
  await lms.close();
  return profile;
}

export default async function setUp(project: TestProject): Promise<(() => void) | undefined> {
  rmSync(`${root}.output/failures`, { recursive: true, force: true });
  const needs = needsOf((process.env[WORDS] ?? '').split('\n').filter(Boolean));
  const extension = await buildToTest('chrome');
  project.provide('extension', extension);
  if (needs.firefoxBuild) project.provide('firefoxExtension', await buildToTest('firefox'));
  if (needs.firefox) await ensureFirefox();
  if (!needs.browser) return undefined;
  await ensureBrowser();
  await ensureDisplayTools();
  await ensureFrontEnd();
  const profile = await grant(extension);
  project.provide('grantedProfile', profile);
  return () => removeProfile(profile);
}
