/** Once for all end-to-end tests: the pages of the LMS, the built extension, and a profile that may talk to it. */
import type { TestProject } from 'vitest/node';
import { ensureFrontEnd } from '../lms/build.ts';
import { startLms } from '../lms/server.ts';
import { buildExtension } from '../tools/build.ts';
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

export default async function setUp(project: TestProject): Promise<() => void> {
  await ensureBrowser();
  await ensureFirefox();
  await ensureDisplayTools();
  await ensureFrontEnd();
  const extension = await buildExtension('chrome');
  const lms = await startLms({ waiting: 1 });
  const profile = await grantHost({ extension, site: lms.origin, token: lms.tokens.manager });
  await lms.close();
  project.provide('extension', extension);
  project.provide('firefoxExtension', await buildExtension('firefox'));
  project.provide('grantedProfile', profile);
  return () => removeProfile(profile);
}
