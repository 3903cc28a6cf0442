import { expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { showFirstSteps } from '../../../lib/sites/first-steps.ts';

const opened = () => vi.spyOn(fakeBrowser.tabs, 'create');

test('installing opens the first steps, once', async () => {
  const create = opened();
  await showFirstSteps('install');
  await showFirstSteps('install');
  expect(create.mock.calls).toEqual([[{ url: expect.stringMatching(/\/options\.html\?installed#sites$/) }]]);
});

test.each(['update', 'chrome_update', 'shared_module_update'])('%s opens nothing', async (reason) => {
  const create = opened();
  create.mockClear();
  await showFirstSteps(reason);
  expect(create).not.toHaveBeenCalled();
});
