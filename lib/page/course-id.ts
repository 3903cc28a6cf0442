/** Which course a page is about: a proposal, confirmed by the API before anything is shown as the course. */

/** `/course/:id/…` of the default routes, also under a path prefix (react-core's routes, seen 2026-11). */
const COURSE_PATH = /\/course\/([1-9]\d{0,15})(?:\/|$)/;

/** The page's own links to the course: the edit page's header, and the dashboard's Edit button. */
const COURSE_LINKS =
  '.SCEditCourse-header a[href], .SCCourseDashboard-header a[href], .SCCourseDashboardTeacher-root a[href]';

/** The id in the URL; where the URL has none, the one id that all of the page's own course links agree on. */
export function courseIdOf(url: URL, page: ParentNode): number | null {
  return courseIdIn(url) ?? courseIdInLinks(url, page);
}

function courseIdIn(url: URL): number | null {
  const id = Number(COURSE_PATH.exec(url.pathname)?.[1]);
  return Number.isSafeInteger(id) ? id : null;
}

function courseIdInLinks(url: URL, page: ParentNode): number | null {
  const ids = new Set<number>();
  for (const link of page.querySelectorAll(COURSE_LINKS)) {
    const target = URL.parse(link.getAttribute('href') ?? '', url);
    const id = target?.origin === url.origin ? courseIdIn(target) : null;
    if (id !== null) ids.add(id);
  }
  const [only, another] = ids;
  return another === undefined ? (only ?? null) : null;
}
