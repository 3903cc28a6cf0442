import type { BrowserContext, Page } from 'playwright-core';
import { SITE } from './pages.ts';

/** The smallest picture: one clear pixel. */
const PIXEL = Buffer.from('R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==', 'base64');

/** Opens a saved page under its own address. Pictures are there, nothing else of its site is. */
export async function openSaved(
  context: BrowserContext,
  { html, url }: { html: string; url: string },
): Promise<Page> {
  const page = await context.newPage();
  await page.route(`${SITE}/**`, (route) => {
    const request = route.request();
    if (request.url() === url) return route.fulfill({ body: html, contentType: 'text/html; charset=utf-8' });
    if (request.resourceType() === 'image') return route.fulfill({ body: PIXEL, contentType: 'image/gif' });
    return route.fulfill({ status: 404, body: '' });
  });
  await page.goto(url);
  return page;
}
