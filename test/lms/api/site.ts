import { Hono } from 'hono';
import type { Env } from '../context.ts';

/** Preferences and features, which the front-end asks for before anybody is signed in. */
export function openRoutes(): Hono<Env> {
  const app = new Hono<Env>();
  app.get('/dynamic_preference/', (c) => c.json(listed(PREFERENCES)));
  app.get('/feature/', (c) => c.json(listed(FEATURES.map((name) => ({ name, enabled: true })))));
  return app;
}

/** What else a community's pages ask about, all of it empty here. */
export function emptyRoutes(): Hono<Env> {
  const app = new Hono<Env>();
  for (const path of ['/category/', '/category/followed/', '/suggestion/course/', '/group/:id/invite/']) {
    app.get(path, (c) => c.json(listed([])));
  }
  return app;
}

const listed = (results: readonly unknown[]) => ({
  count: results.length,
  next: null,
  previous: null,
  results,
});

/** Without every one of these templates the front-end stays white as soon as it is told any preference. */
const TEMPLATES: Record<string, string> = {
  post: '/post/{id}/',
  discussion: '/discussion/{id}/',
  status: '/status/{id}/',
  comment: '/{contribution_type}/{contribution_id}/comment/{id}/',
  category: '/category/{id}/{slug}/',
  categories_list: '/categories/',
  profile: '/user/{id}/',
  profile_settings: '/user/{id}/edit/',
  notifications: '/notification/',
  private_message: '/messages/{id}/',
  incubator: '/incubator/{id}/',
  live_stream: '/live/{slug}/',
};

/** The theme reads its palette from here, and breaks on a colour it does not find. */
const COLORS: Record<string, string> = {
  colorback: '#f4f6f7',
  boxcolorback: '#ffffff',
  colorprimary: '#0b6e7a',
  colorsecondary: '#c8592a',
  navbarback: '#ffffff',
  font_color: '#26313b',
  font_color_secondary: '#5b6772',
};

const PREFERENCES = [
  ...Object.entries(COLORS).map(([name, value]) => ({ section: 'colors', name, value })),
  { section: 'style', name: 'font_family', value: 'Inter, system-ui, sans-serif' },
  ...Object.entries(TEMPLATES).map(([name, value]) => ({
    section: 'configurations',
    name: `url_template_${name}`,
    value,
  })),
  { section: 'configurations', name: 'content_availability', value: false },
  { section: 'configurations', name: 'follow_enabled', value: true },
  { section: 'configurations', name: 'connection_enabled', value: false },
  { section: 'configurations', name: 'courses_enabled', value: true },
  { section: 'configurations', name: 'courses_only_staff_enabled', value: false },
  { section: 'configurations', name: 'courses_visibility_enabled', value: true },
  { section: 'configurations', name: 'courses_private_enabled', value: true },
  { section: 'configurations', name: 'courses_advanced_enabled', value: true },
  { section: 'addons', name: 'private_messages_enabled', value: true },
  { section: 'images', name: 'user_default_cover', value: '/media/courses/0.svg' },
  { section: 'staff', name: 'staff_badge_label', value: 'Staff' },
];

const FEATURES = ['courses', 'groups', 'user_roles', 'private_messages'];
