import type { CDPSession } from 'playwright-core';

/** An accessibility node as the tree of the DevTools protocol has it, cut down to what the harness reads. */
export interface AxNode {
  nodeId: string;
  ignored: boolean;
  parentId?: string;
  childIds?: string[];
  backendDOMNodeId?: number;
  role?: { value?: unknown };
  name?: { value?: unknown };
  value?: { value?: unknown };
  properties?: { name: string; value: { value?: unknown } }[];
}

/**
 * A conversation with one target of the browser, such as a popup, that Playwright does not show as a page.
 */
export interface Target {
  targetId: string;
  /** @throws Error when the browser refuses the command, or when the target goes away before it answers */
  send<T = unknown>(method: string, params?: object): Promise<T>;
  /** The value of an expression in the target; promises are awaited, the value must be JSON. */
  evaluate<T = unknown>(expression: string): Promise<T>;
  /** Hears one kind of event from the target. */
  on(method: string, listener: (params: never) => void): void;
  /** True once the target is gone or {@link detach} was called. */
  gone(): boolean;
  /** Ends the conversation; the target lives on. */
  detach(): Promise<void>;
}

interface Message {
  id?: number;
  method?: string;
  params?: never;
  result?: unknown;
  error?: { message: string };
}

/**
 * Attaches to a target through the browser's own session, by messages inside messages (`flatten: false`):
 * Playwright has no session object for a target it did not open.
 * @param cdp from `browser.newBrowserCDPSession()`
 */
export async function attach(cdp: CDPSession, targetId: string): Promise<Target> {
  const { sessionId } = await cdp.send('Target.attachToTarget', { targetId, flatten: false });
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  const listeners = new Map<string, ((params: never) => void)[]>();
  let last = 0;
  let over = false;

  const onMessage = (event: { sessionId: string; message: string }) => {
    if (event.sessionId !== sessionId) return;
    const message = JSON.parse(event.message) as Message;
    if (message.method)
      for (const listener of listeners.get(message.method) ?? []) listener(message.params as never);
    const call = message.id === undefined ? undefined : waiting.get(message.id);
    if (!call) return;
    waiting.delete(message.id as number);
    if (message.error) call.reject(new Error(message.error.message));
    else call.resolve(message.result);
  };
  const finish = () => {
    over = true;
    cdp.off('Target.receivedMessageFromTarget', onMessage);
    cdp.off('Target.detachedFromTarget', onDetached);
    for (const call of waiting.values()) call.reject(new Error('The target is gone.'));
    waiting.clear();
  };
  const onDetached = (event: { sessionId: string }) => {
    if (event.sessionId === sessionId) finish();
  };
  cdp.on('Target.receivedMessageFromTarget', onMessage);
  cdp.on('Target.detachedFromTarget', onDetached);

  const send = <T>(method: string, params: object = {}) => {
    return new Promise<T>((resolve, reject) => {
      if (over) return reject(new Error('The target is gone.'));
      last += 1;
      waiting.set(last, { resolve: resolve as (value: unknown) => void, reject });
      const message = JSON.stringify({ id: last, method, params });
      cdp.send('Target.sendMessageToTarget', { sessionId, message }).catch(reject);
    });
  };
  return {
    targetId,
    send,
    async evaluate<T>(expression: string) {
      const { result, exceptionDetails } = await send<{
        result: { value?: unknown };
        exceptionDetails?: { text: string; exception?: { description?: string } };
      }>('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true, userGesture: false });
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
      return result.value as T;
    },
    on(method, listener) {
      listeners.set(method, [...(listeners.get(method) ?? []), listener]);
    },
    gone: () => over,
    async detach() {
      if (over) return;
      finish();
      await cdp.send('Target.detachFromTarget', { sessionId }).catch(() => {});
    },
  };
}
