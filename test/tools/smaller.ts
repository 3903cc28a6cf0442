/** A second pass over what Vite has minified: 5 % of what is put into pages, where every byte counts. */
import { minify } from 'terser';
import type { Plugin } from 'vite';

/**
 * Names of properties by which the files of `lib/page` know each other's things, and nobody else does: in a build they
 * are short. Not those that go over to the background, nor any of the browser's.
 */
export const PAGE_NAMES =
  `areaOf aside canSee distance element elementOf follow holders inReach inputOf isOnBoxes looks makeWay ofPerson onAll onCancel
  onChange onClear onClick onFocus onMove onPage onRest onReview onShow onStop onTurn outside rowOf rows selectAll settling
  spotOf spots ticked`.split(/\s+/);

const OURS = new RegExp(`^(?:${PAGE_NAMES.join('|')})$`);

export function smaller(): Plugin {
  return {
    name: 'rollcall:smaller',
    enforce: 'post',
    apply: 'build',
    async generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== 'chunk') continue;
        const inPages = file.fileName === 'page-reader.js';
        const { code } = await minify(file.code, {
          ecma: 2020,
          // A call is repeated text, which costs next to nothing: no function with arguments is put in its place.
          compress: { passes: 6, unsafe_arrows: true, hoist_funs: true, inline: 1, lhs_constants: false },
          mangle: { properties: inPages && { regex: OURS, builtins: true } },
        });
        file.code = code ?? file.code;
      }
    },
  };
}
