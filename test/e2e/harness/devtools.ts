import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Something that a target, or the browser itself (no session), tells. */
interface DevToolsEvent {
  method: string;
  // biome-ignore lint/suspicious/noExplicitAny: as the protocol has it, another shape for each method
  params: any;
  sessionId?: string;
}

/** A conversation with the browser and with all its targets, each under a session of its own. */
export interface DevTools {
  /** @throws Error when the browser refuses the command, or when the target goes away before it answers */
  send<T = unknown>(method: string, params?: object, sessionId?: string): Promise<T>;
  on(listener: (event: DevToolsEvent) => void): void;
  close(): void;
}

interface Answer {
  id: number;
  result?: unknown;
  error?: { message: string };
}

/**
 * Talks to a browser beside Playwright, which shows neither every target (the real popup) nor any from its first line
 * on.
 * @param profile of a browser that was started with `--remote-debugging-port=0`
 */
export async function connectDevTools(profile: string): Promise<DevTools> {
  const [port, path] = readFileSync(join(profile, 'DevToolsActivePort'), 'utf8').split('\n');
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`);
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', () => reject(new Error('The browser takes no second conversation.')));
  });
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  const listeners: ((event: DevToolsEvent) => void)[] = [];
  let last = 0;
  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(String(data)) as DevToolsEvent | Answer;
    if ('method' in message) {
      for (const listener of listeners) listener(message);
      return;
    }
    const call = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.error) call?.reject(new Error(message.error.message));
    else call?.resolve(message.result);
  });
  socket.addEventListener('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('The browser is gone.'));
    waiting.clear();
  });
  return {
    send: <T>(method: string, params: object = {}, sessionId?: string) =>
      new Promise<T>((resolve, reject) => {
        last += 1;
        waiting.set(last, { resolve: resolve as (value: unknown) => void, reject });
        socket.send(JSON.stringify({ id: last, method, params, sessionId }));
      }),
    on: (listener) => void listeners.push(listener),
    close: () => socket.close(),
  };
}
