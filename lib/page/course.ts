/** Which course a page is about: proposals, confirmed by the API before anything is shown as the course. */
import type { PageRules, SeenCourse } from '../model/index.ts';
import { ownAddress, safeId } from './profile-id.ts';
import type { Findings } from './rows.ts';
import { theOnly } from './the-only.ts';

/** `/course/:id/…` of the default routes, also under a path prefix (react-core's routes, seen 2026-11). */
const COURSE_PATH = /\/courses?\/([1-9]\d{0,15})(?:\/|$)/;
/** A site that leaves the id out of its routes keeps the slug, which begins with a letter more often than not. */
const SLUG_PATH = /\/courses?\/([\p{L}\d][\p{L}\d_-]*)\//u;
const PARAMETERS = ['course', 'course_id', 'courseId'];

/** What holds the page's own links to the course: the edit page's header, and the dashboard with its Edit button. */
const LINK_HOLDER = '.SCEditCourse-header, .SCCourseDashboard-header, .SCCourseDashboardTeacher-root';

/** The signs of the address (where it has none, of the frames' addresses), and of the page's own links. */
export function courseOf({ roots, outside }: Findings, rules: PageRules | null): SeenCourse {
  const address = new URL(location.href);
  const frames = roots.filter((root) => root.nodeType === Node.DOCUMENT_NODE);
  const inFrames = frames.map((frame) => URL.parse((frame as Document).location?.href ?? ''));
  // Not in rows, of which a page can hold thousands.
  const links = outside
    .filter((element) => element.matches(LINK_HOLDER))
    .flatMap((holder) => [...holder.querySelectorAll('a[href]')])
    .map(ownAddress);
  const idOf = (url: URL | null) => (url?.origin === address.origin ? courseIdIn(url, rules) : null);
  return {
    id: idOf(address) ?? theOnly(inFrames.map(idOf)),
    slug: slugIn(address, rules),
    linked: theOnly(links.map(idOf)),
  };
}

function courseIdIn(url: URL, rules: PageRules | null): number | null {
  const own = safeId(partOf(url, rules, 'id'));
  if (own !== null) return own;
  const path = safeId(COURSE_PATH.exec(url.pathname)?.[1] ?? COURSE_PATH.exec(url.hash)?.[1]);
  return path ?? theOnly(PARAMETERS.map((name) => safeId(url.searchParams.get(name))));
}

function slugIn(url: URL, rules: PageRules | null): string | null {
  const slug = partOf(url, rules, 'slug') ?? SLUG_PATH.exec(`${url.pathname}/`)?.[1] ?? null;
  return slug === null || safeId(slug) !== null ? null : slug;
}

/** What the site's own pattern finds in the place of `:id` or `:slug`. */
function partOf(url: URL, rules: PageRules | null, part: 'id' | 'slug'): string | null {
  if (rules === null || rules.course === '') return null;
  return new URLPattern({ pathname: rules.course }).exec(url)?.pathname.groups[part] ?? null;
}
