import { useSyncExternalStore } from 'react';

const MOVED = 'practice:moved';

/** What stands before the community's own paths: a community may live under a prefix of its site. */
export function prefixOf(path) {
  return path === '/community' || path.startsWith('/community/') ? '/community' : '';
}

/** The path without the prefix, kept up to date when it changes. */
export function usePath() {
  const path = useSyncExternalStore(subscribe, () => location.pathname);
  return path.slice(prefixOf(path).length) || '/';
}

/** Changes the address without loading anything, as the community's default router does. */
export function push(path) {
  history.pushState(null, '', prefixOf(location.pathname) + path);
  dispatchEvent(new Event(MOVED));
}

function subscribe(changed) {
  addEventListener('popstate', changed);
  addEventListener(MOVED, changed);
  return () => {
    removeEventListener('popstate', changed);
    removeEventListener(MOVED, changed);
  };
}
