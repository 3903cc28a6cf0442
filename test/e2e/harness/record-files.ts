import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Heard } from './leaks.ts';

/** All files of a folder, such as the profile of a browser that has ended. */
export function filesIn(folder: string): Heard[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return {
        channel: 'file' as const,
        where: relative(folder, path),
        what: 'content',
        moment: 'end',
        content: readFileSync(path, 'latin1'),
      };
    });
}
