/** The dashboard's Comments tab, by the public source of version 1.2 of the front-end (seen 2026-11): the username only. */
import { namedRows } from './named-rows.ts';

export const dashboardComments = namedRows(
  '.SCCourseDashboard-user-info > p:first-child',
  '.SCCourseDashboard-user-wrapper',
);
