/** What is wrong with the rules that somebody wrote for a site's pages, before they are kept or tried. */
import { i18n } from '#i18n';
import type { PageRules } from '../../lib/model/index.ts';

export type RulesField = keyof PageRules;

/** Words for each field that has something wrong. */
export type RulesProblems = Partial<Record<RulesField, string>>;

/** A plain attribute, as pages write them: `data-user-id`, `wire:key`. */
const ATTRIBUTE = /^[a-z_][\w:.-]*$/i;

/** Checks rules without blanks at their ends; an empty field has nothing wrong but for Row, which others need. */
export function checkRules({ row, name, id, course }: PageRules): RulesProblems {
  return {
    ...told('row', rowProblem(row, name !== '' || id !== '')),
    ...told('name', name === '' ? null : selectorProblem(name)),
    ...told('id', id === '' ? null : idProblem(id)),
    ...told('course', course === '' ? null : pathProblem(course, ['id', 'slug'])),
  };
}

function told(field: RulesField, problem: string | null): RulesProblems {
  return problem === null ? {} : { [field]: problem };
}

function rowProblem(row: string, needed: boolean): string | null {
  if (row !== '') return selectorProblem(row);
  return needed ? i18n.t('options.rules.problem.rowNeeded') : null;
}

function selectorProblem(selector: string): string | null {
  try {
    document.createDocumentFragment().querySelector(selector);
    return null;
  } catch {
    return i18n.t('options.rules.problem.selector');
  }
}

function idProblem(id: string): string | null {
  if (id.includes('/') || hasPart(id, 'id')) return pathProblem(id, ['id']);
  return ATTRIBUTE.test(id) ? null : i18n.t('options.rules.problem.attribute');
}

function pathProblem(path: string, parts: readonly ('id' | 'slug')[]): string | null {
  if (!path.startsWith('/')) return i18n.t('options.rules.problem.pathStart');
  if (!parts.some((part) => hasPart(path, part))) {
    return parts.includes('slug')
      ? i18n.t('options.rules.problem.idOrSlugMissing')
      : i18n.t('options.rules.problem.idMissing');
  }
  try {
    new URLPattern({ pathname: path });
    return null;
  } catch {
    return i18n.t('options.rules.problem.path');
  }
}

/** Whether a path has the part `:id`, and not only one whose name begins so, such as `:identity`. */
function hasPart(path: string, part: string): boolean {
  return new RegExp(`:${part}(?![\\w$])`).test(path);
}
