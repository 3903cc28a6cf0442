import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export const HOME_TITLE = 'Between two tests';

/** An empty page on the host of the practice LMS, which stays open: so does the process of that host's pages. */
export interface Home {
  url: string;
  close(): void;
}

export async function startHome(): Promise<Home> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html').end(`<!doctype html><title>${HOME_TITLE}</title>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, close: () => void server.close() };
}
