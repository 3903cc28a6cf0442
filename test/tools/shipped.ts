/** What must not be in the files that ship, whoever wrote them: the rules a reviewer of a store goes by. */

/** File by file, by its path in the extension. */
export type Files = ReadonlyMap<string, Buffer>;

interface Rule {
  /** Of what it finds, in a few words. */
  name: string;
  /** Every match is a fault. */
  found: RegExp;
  /** In which files; in all that are text if left out. */
  files?: RegExp;
  /** Matches that are none, with what comes right after them. */
  but?: RegExp;
}

const TEXT = /\.(?:[jt]sx?|mjs|html|css|json|yml|md|svg)$/;

export const RULES: readonly Rule[] = [
  {
    name: 'code made from text',
    found:
      /(?<![\w.$])(?:eval|Function)\s*\(|\bnew\s+Function\b|=\s*Function\b(?!\.call)|\bset(?:Timeout|Interval)\(\s*["'`]/g,
    files: /\.(?:js|html)$/,
  },
  {
    name: 'code loaded from an address',
    found:
      /\bimport\s*\(|\bimportScripts\s*\(|\b(?:from|import)\s*["'](?:\w+:|\/\/)|\bserviceWorker\.register\b/g,
    files: /\.(?:js|html)$/,
  },
  {
    name: 'a worker',
    found: /\bnew\s+[\w.]*(?:Worker|Worklet)\b/g,
    files: /\.js$/,
    // papaparse can parse in a worker of its own; nobody asks it to, and the policy of our pages lets none start from a blob.
    but: /^new \w+\.Worker\(\w+\)\)\.onmessage=/,
  },
  {
    name: 'something loaded from another site',
    found: /\b(?:src|href|action|data)\s*=\s*["']?(?:\w+:|\/\/)|url\(\s*["']?(?:\w+:|\/\/)|@import/gi,
    files: /\.(?:html|css)$/,
  },
  {
    name: 'script or style inside a page',
    found: /<script(?![^>]*\bsrc=)|<style|\son\w+=|javascript:/gi,
    files: /\.html$/,
  },
  { name: 'a source map', found: /sourceMappingURL|sourceURL=/g },
  {
    name: 'markup made from text',
    found:
      /\b(?:inner|outer)HTML\b|\binsertAdjacentHTML\b|\bdocument\.write|\bsetHTML\w*|\bsrcdoc\b|createContextualFragment|DOMParser/g,
    files: /\.js$/,
    // Preact's `dangerouslySetInnerHTML`, which nothing of ours uses: two reads and a write in the one place that handles it.
    but: /^innerHTML(?:\)\|\||=)\(?\w+(?:\.innerHTML=\w+)?\.__html/,
  },
  {
    name: 'an address',
    found: /\b(?:https?|wss?|ftp):\/\//g,
    but: new RegExp(
      [
        // This computer; patterns of any host; what names XML's languages.
        /https?:\/\/(?:localhost|127\.0\.0\.1)[/:]/,
        /https?:\/\/\*\//,
        /http:\/\/www\.w3\.org\//,
        // The examples in the options; a typed address without a scheme; and that a site's begins so.
        /https:\/\/\w+\.example\.org\b/,
        /https:\/\/(?:\$\{|"|\.)/,
      ]
        .map(({ source }) => `^${source}`)
        .join('|'),
    ),
  },
  {
    name: 'a secret',
    found:
      /-----BEGIN [A-Z]|\beyJ[\w-]{8,}\.[\w-]{8,}|\b[\da-f]{32,}\b|\b(?=\w*\d)(?=\w*[a-z])(?=\w*[A-Z])[\dA-Za-z]{30,}\b|\b(?:AKIA|ghp_|github_pat_|xox[bp]-|sk_live_)\w+/g,
  },
  {
    name: 'a path of the machine it was built on',
    found:
      /(?<![\w./:*-])\/(?:home|root|Users|work|workspace|tmp|private|builds?|mnt|var|usr)\/|\b[A-Z]:\\\\|\w\.tsx?\b|node_modules/g,
  },
  {
    name: 'something of the tests',
    found: /\b(?:vitest|fast-check|playwright|happy-dom|fakeBrowser|fake-indexeddb|startLms|practice)\b/gi,
  },
];

/** Everything in `files` that breaks one of {@link RULES}, as `file: rule: what is there`; `words` must not be there either. */
export function faultsIn(files: Files, words: readonly string[] = []): string[] {
  return [...files].flatMap(([file, content]) => {
    if (!TEXT.test(file)) return [];
    const text = content.toString();
    const broken = RULES.filter((rule) => rule.files?.test(file) ?? true).flatMap(({ name, found, but }) =>
      [...text.matchAll(found)]
        .map(({ index }) => text.slice(index, index + 60))
        .filter((there) => !but?.test(there))
        .map((there) => `${file}: ${name}: ${there}`),
    );
    const told = words.filter((word) => text.includes(word)).map((word) => `${file}: a secret: ${word}`);
    return [...broken, ...told];
  });
}

/** The paths of `files`, in order; what a build makes of a file's content is `*`. */
export function namesOf(files: Files): string[] {
  return [...files.keys()].map((file) => file.replace(/-[\w-]{8}(?=\.\w+$)/, '-*')).toSorted();
}
