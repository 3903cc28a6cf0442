import createCache from '@emotion/cache';

/**
 * Where the community is drawn, and where its styles and dialogs go: the document, or on somebody else's page an open
 * shadow root, which shares no style with that page.
 */
export function stageIn(host) {
  if (!location.pathname.startsWith('/widget/')) return { node: host, cache: createCache({ key: 'css' }) };
  const heading = document.createElement('h1');
  heading.textContent = 'The aquarium’s intranet';
  host.before(heading);
  const root = host.attachShadow({ mode: 'open' });
  const [styles, node] = [document.createElement('div'), document.createElement('div')];
  // Rules outside do not reach in here: the icons need theirs once more.
  styles.append(...[...document.querySelectorAll('link[rel=stylesheet]')].map((link) => link.cloneNode()));
  root.append(styles, node);
  const container = () => node;
  const inside = { defaultProps: { container } };
  return {
    node,
    cache: createCache({ key: 'css', container: styles }),
    components: {
      MuiModal: inside,
      MuiDialog: inside,
      MuiPopover: inside,
      MuiMenu: inside,
      MuiPopper: inside,
    },
  };
}
