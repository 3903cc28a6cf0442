/** @jsxImportSource react */
import { http } from '@selfcommunity/api-services';
import { useSCFetchCourse, useSCRouting } from '@selfcommunity/react-core';
import { EditCourse } from '@selfcommunity/react-ui';
import { useEffect, useState } from 'react';

// What a site makes of the routes: it may name a course however it likes, as long as it knows the id itself.

/** The course whose slug stands in the address, found among the manager's own. */
export function EditBySlug({ slug, tab }) {
  const [course, setCourse] = useState(null);
  useEffect(() => {
    http
      .request({ url: '/api/v2/course/', params: { statuses: '["creator","manager"]' } })
      .then(({ data }) => setCourse(data.results.find((one) => one.slug === slug)));
  }, [slug]);
  return course && <EditCourse courseId={course.id} tab={tab} />;
}

/** The course in the query; without one, a course that only the page's own links tell. */
export function Manage() {
  const query = new URLSearchParams(location.search);
  return <EditCourse courseId={Number(query.get('course') ?? 9)} tab={query.get('tab') ?? 'requests'} />;
}

/** A page of the community around another one. */
export function Portal({ id }) {
  const { scCourse } = useSCFetchCourse({ id });
  const { url } = useSCRouting();
  if (!scCourse) return null;
  return (
    <iframe
      title={scCourse.name}
      src={url('course_edit', { ...scCourse, tab: 'requests' })}
      style={{ width: '100%', height: 1000, border: 0 }}
    />
  );
}

/** The Requests tab, for a page that is not the community's. */
export const Widget = ({ id }) => <EditCourse courseId={id} tab="requests" />;

/** Under this path the site's addresses of courses hold the slug alone. */
const BY_SLUG = '/courses/';

/** An address of the default routes as the site writes it on the page at `path`. */
export function routeOn(path, url) {
  return path.startsWith(BY_SLUG) ? url.replace(/^\/course\/\d+\//, BY_SLUG) : url;
}
