/** The database of an earlier version, opened by this one. */
import { openDB } from 'idb';
import { expect, test } from 'vitest';
import { withDatabase } from '../../../lib/store/database.ts';

/** As the versions before made it. */
async function earlier(version: 1 | 2): Promise<void> {
  const database = await openDB('rollcall', version, {
    upgrade(made) {
      made.createObjectStore('plans');
      const summaries = made.createObjectStore('summaries', { keyPath: 'id' });
      summaries.createIndex('course', ['origin', 'course.id']);
      summaries.createIndex('state', 'state');
      summaries.createIndex('created', 'createdAt');
      made.createObjectStore('batches');
      made.createObjectStore('outcomes');
      if (version === 1) return;
      made.createObjectStore('signIns');
      made.createObjectStore('settings');
    },
  });
  await database.put('plans', 'a plan', 'id');
  await database.put('summaries', { id: 'id', state: 'done', createdAt: 7 });
  if (version === 2) {
    await database.put('signIns', 'a sign-in', 'https://community.example.org');
    await database.put('settings', 'a site', 'site:https://community.example.org');
  }
  database.close();
}

test.each([1, 2] as const)('of version %i all is kept, and what is new is there', async (version) => {
  await earlier(version);
  await withDatabase(async (database) => {
    expect(await database.getAll('clientSecrets')).toEqual([]);
    expect(await database.getAll('untilClosed')).toEqual([]);
    expect(await database.get('plans', 'id')).toBe('a plan');
    expect(await database.getFromIndex('summaries', 'created', 7)).toMatchObject({ id: 'id' });
    const kept = [...(await database.getAll('signIns')), ...(await database.getAll('settings'))];
    expect(kept).toEqual(version === 1 ? [] : ['a sign-in', 'a site']);
  });
});
