import { readFile } from 'node:fs/promises';
import { Hono } from 'hono';
import { signIn } from './api/session.ts';
import type { Env, Lms } from './context.ts';
import { avatar, cover } from './pictures.ts';

const DIST = new URL('./dist/', import.meta.url);
const TYPES: Record<string, string> = {
  css: 'text/css',
  js: 'text/javascript',
  ttf: 'font/ttf',
  woff: 'font/woff',
  woff2: 'font/woff2',
};

const svg = (text: string) => new Response(text, { headers: { 'content-type': 'image/svg+xml' } });

/** The pictures of people and courses. */
export function pictureRoutes(): Hono<Env> {
  const app = new Hono<Env>();
  app.get('/avatars/:file{[0-9]+\\.svg}', (c) => svg(avatar(Number.parseInt(c.req.param('file'), 10))));
  app.get('/courses/:file{[0-9]+\\.svg}', (c) => svg(cover(Number.parseInt(c.req.param('file'), 10))));
  app.get('*', (c) => c.notFound());
  return app;
}

/** The pages: one built document for every address, and its scripts. */
export function frontRoutes(lms: Lms): Hono<Env> {
  const app = new Hono<Env>();
  app.get('/favicon.ico', () => svg(avatar(9)));
  app.get('/assets/:file{[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)+}', async (c) => {
    const file = c.req.param('file');
    const content = await contentOf(`assets/${file}`);
    if (content === undefined) return c.notFound();
    const type = TYPES[file.slice(file.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
    return c.body(new Uint8Array(content), 200, { 'content-type': type, 'cache-control': 'max-age=3600' });
  });
  app.get('*', async (c) => {
    // Also where there is no page to show: tests without a browser need the session alone.
    signIn(c);
    const page = await contentOf('index.html');
    if (page === undefined)
      return c.text('The front-end is not built: run ensureFrontEnd() of build.ts first.', 503);
    // The page's own token stands in the document, as on sites that hand it to the client at sign-in.
    return c.html(page.toString('utf8').replace('%PAGE_TOKEN%', lms.tokens.page));
  });
  return app;
}

/** A built file, or undefined where there is none. */
async function contentOf(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(new URL(path, DIST));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
