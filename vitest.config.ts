import { defineConfig } from 'vitest/config';
import { WxtVitest } from 'wxt/testing/vitest-plugin';

/** Signing in on a page of the LMS. */
const OF_THE_PAGES = 'test/lms/oauth.test.ts';

/**
 * What needs no browser, what draws components, what the LMS's own client says of the practice LMS, and what a person does
 * in a real browser.
 */
export default defineConfig({
  test: {
    // Vitest would take one fewer than there are processors: of two, one would be idle.
    maxWorkers: 2,
    projects: [
      {
        plugins: [WxtVitest()],
        test: {
          name: 'unit',
          include: ['test/*.test.ts', 'test/lib/**/*.test.ts', 'test/lms/*.test.ts'],
          exclude: [OF_THE_PAGES],
          setupFiles: ['test/setup.ts'],
          testTimeout: 30_000,
        },
      },
      {
        plugins: [WxtVitest()],
        test: {
          name: 'components',
          environment: 'happy-dom',
          include: ['test/components/**/*.test.{ts,tsx}'],
          setupFiles: ['test/setup.ts'],
          isolate: false,
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'client',
          // Needs the packages of test/lms, or the pages built from them.
          include: ['test/lms/client/*.test.ts', OF_THE_PAGES],
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/e2e/global-setup.ts'],
          // Two workers, each with a browser that its tests share: see test/e2e/harness/shared.ts.
          isolate: false,
          sequence: { groupOrder: 1 },
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
