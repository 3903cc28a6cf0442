/** A site's own rule for its rows, as its manager wrote it in the options. */
import type { PageRules } from '../../model/index.ts';
import { ownAddress, safeId } from '../profile-id.ts';
import type { Root } from '../roots.ts';
import type { Row } from '../row.ts';
import { firstName, ownName } from './names.ts';

/** The rows of one tree by the rule; none where there is no rule or it finds nobody here. */
export function siteRows(root: Root, rules: PageRules | null): Row[] {
  if (rules === null || rules.row === '') return [];
  return [...root.querySelectorAll<HTMLElement>(rules.row)].flatMap((element) => {
    const name = rules.name === '' ? element : element.querySelector<HTMLElement>(rules.name);
    const text = name && (ownName(name) ?? firstName(name)?.text);
    return name && text ? [{ element, name, userId: idOf(element, rules.id), username: text }] : [];
  });
}

/** `:id` in the rule makes it the path of a link; anything else is the name of an attribute. */
function idOf(element: HTMLElement, rule: string): number | null {
  if (rule === '') return null;
  if (!rule.includes(':id')) {
    const holder = element.hasAttribute(rule) ? element : element.querySelector(`[${CSS.escape(rule)}]`);
    return safeId(holder?.getAttribute(rule));
  }
  const path = new URLPattern({ pathname: rule });
  for (const link of [element, ...element.querySelectorAll('a[href]')]) {
    const url = ownAddress(link);
    const id = safeId(url && path.exec(url)?.pathname.groups.id);
    if (id !== null) return id;
  }
  return null;
}
