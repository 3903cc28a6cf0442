/** Firefox's own remote protocol, on which WebDriver for Firefox rests: `length:[0, id, command, parameters]` over TCP. */
import { once } from 'node:events';
import { connect } from 'node:net';

export interface Marionette {
  /** Sends a command; its answer as Firefox gives it. Throws Error with Firefox's own words. */
  command(name: string, parameters?: object): Promise<unknown>;
  close(): void;
}

type Answer = [type: number, id: number, error: { error: string; message: string } | null, result: unknown];

/** @param port on this machine */
export async function connectMarionette(port: number): Promise<Marionette> {
  const socket = connect(port, '127.0.0.1');
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let read = Buffer.alloc(0);
  let sent = 0;

  function take(message: Answer | object): void {
    // The first message says which protocol this is.
    if (!Array.isArray(message)) return;
    const [, id, error, result] = message as Answer;
    const asked = waiting.get(id);
    waiting.delete(id);
    if (error === null) asked?.resolve(result);
    else asked?.reject(new Error(`${error.error}: ${error.message}`));
  }

  socket.on('data', (data) => {
    read = Buffer.concat([read, data]);
    for (;;) {
      const colon = read.indexOf(':');
      const end = colon + 1 + Number(read.subarray(0, Math.max(0, colon)));
      if (colon < 0 || read.length < end) return;
      take(JSON.parse(read.subarray(colon + 1, end).toString()));
      read = read.subarray(end);
    }
  });
  socket.on('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('Firefox is gone.'));
  });
  await once(socket, 'connect');

  return {
    command(name, parameters = {}) {
      sent += 1;
      const answer = Promise.withResolvers<unknown>();
      waiting.set(sent, answer);
      const text = JSON.stringify([0, sent, name, parameters]);
      socket.write(`${Buffer.byteLength(text)}:${text}`);
      return answer.promise;
    },
    close: () => socket.destroy(),
  };
}
