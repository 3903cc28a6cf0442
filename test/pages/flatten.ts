/**
 * Runs inside a page and gives its document as one HTML text: with the style rules that scripts inserted, the state of
 * fields, open shadow roots and frames, and without scripts. The page is of no use afterwards.
 */
export function flatten(): string {
  return textOf(document);

  function textOf(page: Document): string {
    const roots = rootsIn(page);
    for (const root of roots) {
      keepFields(root);
      keepStyles(root);
      for (const frame of root.querySelectorAll('iframe')) keepFrame(frame);
    }
    const shadowRoots = roots.flatMap((root) => ('head' in root ? [] : [root]));
    return `<!doctype html>\n<html lang="en">${page.documentElement.getHTML({ shadowRoots })}</html>\n`;
  }

  function rootsIn(root: Document | ShadowRoot): (Document | ShadowRoot)[] {
    const inner = [...root.querySelectorAll('*')].flatMap(({ shadowRoot }) => shadowRoot ?? []);
    return [root, ...inner.flatMap(rootsIn)];
  }

  function keepFields(root: ParentNode): void {
    for (const field of root.querySelectorAll('input')) {
      field.setAttribute('value', field.value);
      field.toggleAttribute('checked', field.checked);
    }
    for (const field of root.querySelectorAll('textarea')) field.textContent = field.value;
  }

  function keepStyles(root: Document | ShadowRoot): void {
    const realm = ('head' in root ? root : root.ownerDocument).defaultView ?? window;
    const rules = [...root.styleSheets, ...root.adoptedStyleSheets].flatMap((sheet) => [...sheet.cssRules]);
    const css = rules.map((rule) => neededIn(root, rule, realm)).filter((text) => text !== '');
    for (const old of root.querySelectorAll('script, style, link, noscript, meta[name=page-token]'))
      old.remove();
    const style = document.createElement('style');
    style.textContent = css.join('\n');
    ('head' in root ? root.head : root).append(style);
  }

  /** The rule, or nothing if it is about elements that are not there. Fonts and motion are left out. */
  function neededIn(root: ParentNode, rule: CSSRule, realm: typeof globalThis): string {
    if (rule instanceof realm.CSSStyleRule) return matches(root, rule.selectorText) ? rule.cssText : '';
    if (rule instanceof realm.CSSMediaRule) {
      const inside = [...rule.cssRules]
        .map((one) => neededIn(root, one, realm))
        .filter((text) => text !== '');
      return inside.length === 0 ? '' : `@media ${rule.conditionText} { ${inside.join(' ')} }`;
    }
    return rule instanceof realm.CSSFontFaceRule || rule instanceof realm.CSSKeyframesRule
      ? ''
      : rule.cssText;
  }

  function matches(root: ParentNode, selector: string): boolean {
    const plain = selector.replace(/::?[\w-]+(\([^()]*\))?/g, '').trim();
    try {
      return plain === '' || root.querySelector(plain) !== null;
    } catch {
      // Without its pseudo-classes it is no selector any more.
      return true;
    }
  }

  function keepFrame(frame: HTMLIFrameElement): void {
    if (frame.contentDocument === null) return;
    frame.srcdoc = textOf(frame.contentDocument);
    frame.removeAttribute('src');
  }
}
