/** What may be put into people's pages; a build that is over it fails. The extension imports nothing of this. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

interface Budget {
  file: string;
  /** Bytes, gzipped. */
  most: number;
  /** What it must not hold, as it stands in a build. */
  without: RegExp;
}

/** The polyfill of `browser` says the first of these when it is loaded elsewhere; zod names its classes. */
const LIBRARIES = /should only be loaded in a browser extension|webextension-polyfill|ZodMini/;
/** What watches a page, waits, or has it laid out: the resident script does none of it. */
const WATCHING =
  /\w*(?:Mutation|Intersection|Resize|Performance)Observer|set(?:Timeout|Interval)|request(?:AnimationFrame|IdleCallback)|getBoundingClientRect|getClientRects|getComputedStyle|checkVisibility|elements?FromPoint|(?:offset|client|scroll)(?:Width|Height|Top|Left)|innerText/;

const BUDGETS: readonly Budget[] = [
  { file: 'page-reader.js', most: 14 * 1024, without: LIBRARIES },
  { file: 'page-overlay.js', most: 14 * 1024, without: LIBRARIES },
  {
    file: 'row-under-pointer.js',
    most: 2 * 1024,
    without: new RegExp(`${LIBRARIES.source}|${WATCHING.source}`),
  },
];

/**
 * Checks a built extension.
 * @param folder of the build, for example `.output/chrome-mv3`
 * @returns a line on each script that is put into pages
 * @throws Error that says everything that is over, and by how much
 */
export function checkBudgets(folder: string): string[] {
  const checked = BUDGETS.map((budget) => check(folder, budget));
  const wrong = checked.flatMap(({ faults }) => faults);
  if (wrong.length > 0) throw new Error(`Over the budget: ${wrong.join('; ')}.`);
  return checked.map(({ size }) => size);
}

function check(folder: string, { file, most, without }: Budget): { size: string; faults: string[] } {
  const script = readFileSync(join(folder, file));
  const size = gzipSync(script).length;
  const found = without.exec(script.toString())?.[0];
  return {
    size: `${file}: ${size} of ${most} bytes gzipped`,
    faults: [
      ...(size > most ? [`${file} has ${size} bytes gzipped, ${size - most} more than ${most}`] : []),
      ...(found === undefined ? [] : [`${file} holds "${found}"`]),
    ],
  };
}
