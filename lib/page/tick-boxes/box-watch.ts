/** Hears what happens to the page: in its document, its open shadow roots and its frames. */
import type { Root } from '../roots.ts';

export interface Watch {
  /** From now on these; nothing happens where they are the same as before. */
  over(roots: readonly Root[]): void;
  stop(): void;
}

interface Options {
  /** Our own layer, whose coming and going is no change of the page. */
  host: HTMLElement;
  onChange(): void;
  /** Something stands elsewhere now. */
  onMove(): void;
  /** Nothing moves any more. */
  onRest(): void;
}

export function createWatch({ host, onChange, onMove, onRest }: Options): Watch {
  let watched: readonly Root[] = [];
  let watching = new AbortController();

  const changes = new MutationObserver((records) => {
    if (!host.isConnected || !records.every((record) => isAbout(host, record))) onChange();
  });
  const sizes = new ResizeObserver(onRest);

  function stop(): void {
    watching.abort();
    changes.disconnect();
    sizes.disconnect();
  }

  /** A shadow root can be made without a change that is seen from outside; it is met when the person comes to it. */
  function onEntry(event: Event): void {
    const [target] = event.composedPath();
    const root = target instanceof Node ? target.getRootNode() : null;
    if (root instanceof ShadowRoot && root !== host.shadowRoot && !watched.includes(root)) onChange();
  }

  function onLoad({ target }: Event): void {
    // A picture moves what stands below it; a frame brings another document.
    if (target instanceof Element && target.localName === 'iframe') onChange();
    else onMove();
  }

  function watch(root: Root): void {
    changes.observe(root, { subtree: true, childList: true, characterData: true, attributes: true });
    const options = { capture: true, passive: true, signal: watching.signal };
    root.addEventListener('scroll', onMove, options);
    for (const type of ['scrollend', 'transitionend', 'animationend']) {
      root.addEventListener(type, onRest, options);
    }
    root.addEventListener('load', onLoad, options);
    if (!('body' in root)) return;
    sizes.observe(root.body);
    root.defaultView?.addEventListener('resize', onRest, options);
    for (const type of ['pointerover', 'focusin']) root.addEventListener(type, onEntry, options);
  }

  return {
    over(roots) {
      if (roots.length === watched.length && roots.every((root, at) => root === watched[at])) return;
      stop();
      watching = new AbortController();
      watched = roots;
      for (const root of roots) watch(root);
    },
    stop,
  };
}

function isAbout(host: Node, { target, addedNodes, removedNodes }: MutationRecord): boolean {
  if (target === host) return true;
  const nodes = [...addedNodes, ...removedNodes];
  return nodes.length > 0 && nodes.every((node) => node === host);
}
