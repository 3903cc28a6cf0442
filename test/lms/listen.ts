import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import type { Env } from './context.ts';

/** A server that answers. */
interface Listening {
  /** For example `http://127.0.0.1:41234`. */
  origin: string;
  /** Ends at once, cutting connections that are still open. */
  close(): Promise<void>;
}

/** Answers on this machine only; port 0 takes any free one. */
export async function listen(app: Hono<Env>, port: number): Promise<Listening> {
  const server = createServer(getRequestListener((request, env) => app.fetch(request, env)));
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
