import type { DevTools } from './devtools.ts';
import type { Channel } from './leaks.ts';
import { BINDING, TELL_CALLS, type Told } from './record-calls.ts';

/** A page, popup or worker that is listened to. */
export interface Target {
  session: string;
  type: string;
  url: string;
  /** The worlds of the extension's content scripts in it, by the ids that DevTools has for them. */
  worlds: Set<number>;
}

type Hear = (channel: Channel, where: string, what: string, content: string) => void;

/** What a target is called; `own` is the origin of the extension. */
export function nameOf({ type, url }: Pick<Target, 'type' | 'url'>, own: string): string {
  if (type === 'service_worker') return 'worker';
  return url.startsWith(own) ? `own page ${url.slice(own.length)}` : `page ${url}`;
}

/**
 * Listens to all targets of a browser: what they say to the browser and to each other, to their consoles, and to servers,
 * and where they go. A page is listened to before it runs its first line.
 * @param later is told of what is still to be waited for
 * @returns a function that answers which pages are there
 */
export async function listenToTargets(
  devtools: DevTools,
  own: string,
  hear: Hear,
  later: (work: Promise<unknown>) => void,
): Promise<() => Target[]> {
  const targets = new Map<string, Target>();
  const contextOf = (target: Target, context: number) =>
    target.worlds.has(context) ? `content script in ${target.url}` : nameOf(target, own);
  // A target may end before it answers, and no worker knows of pages.
  const tell = (session: string, method: string, params = {}) =>
    later(devtools.send(method, params, session).catch(() => null));

  function listen(session: string, { type, url }: Target): void {
    const target: Target = { session, type, url, worlds: new Set() };
    targets.set(session, target);
    for (const domain of ['Runtime', 'Log', 'Network', 'Page', 'DOM']) tell(session, `${domain}.enable`);
    later(whereIs(target).catch(() => null));
    tell(session, 'Runtime.addBinding', { name: BINDING });
    tell(session, 'Page.addScriptToEvaluateOnNewDocument', { source: TELL_CALLS, runImmediately: true });
    tell(session, 'Runtime.evaluate', { expression: TELL_CALLS });
    tell(session, 'Runtime.runIfWaitingForDebugger');
  }

  /** It may have gone on before it was listened to: another who talks to the browser may let it go. */
  async function whereIs(target: Target): Promise<void> {
    const { frameTree } = await devtools.send<{ frameTree: { frame: { url: string } } }>(
      'Page.getFrameTree',
      {},
      target.session,
    );
    target.url = frameTree.frame.url;
  }

  async function textOf(session: string, { value, objectId, description = '' }: Said): Promise<string> {
    if (objectId === undefined) return `${value ?? description}`;
    const functionDeclaration = 'function () { return JSON.stringify(this) }';
    const { result } = await devtools
      .send<{ result: Said }>(
        'Runtime.callFunctionOn',
        { objectId, functionDeclaration, returnByValue: true },
        session,
      )
      .catch(() => ({ result: { value: '' } }));
    return `${description} ${result.value}`;
  }

  async function hearConsole(target: Target, { type, args, executionContextId }: ConsoleCall): Promise<void> {
    const where = contextOf(target, executionContextId);
    const texts = await Promise.all(args.map((arg) => textOf(target.session, arg)));
    hear('console', where, `console.${type}`, texts.join(' '));
  }

  function hearText(target: Target, what: string, told: object): void {
    hear('console', nameOf(target, own), what, JSON.stringify(told));
  }

  function hearRequest(target: Target, params: Requested): void {
    const { url = '', method, headers = {}, postData = '' } = params.request ?? params;
    const what = method ? `${method} ${url}` : `a request to ${headers.Host}`;
    hear('request', nameOf(target, own), `address of ${what}`, url);
    hear('request', nameOf(target, own), `body of ${what}`, postData);
    for (const [name, value] of Object.entries(headers)) {
      hear('request', nameOf(target, own), `header ${name.toLowerCase()} of ${what}`, value);
    }
  }

  // biome-ignore lint/suspicious/noExplicitAny: as the protocol has it, another shape for each method
  const events: Record<string, (target: Target, params: any) => void> = {
    'Page.frameNavigated'(target, { frame }) {
      if (frame.parentId === undefined) target.url = frame.url;
      hear('address', nameOf(target, own), 'address of a frame', frame.url);
    },
    'Page.navigatedWithinDocument'(target, { url }) {
      hear('address', nameOf(target, own), 'address of a frame', url);
    },
    'Runtime.executionContextsCleared'({ worlds }) {
      worlds.clear();
    },
    'Runtime.executionContextDestroyed'({ worlds }, { executionContextId }) {
      worlds.delete(executionContextId);
    },
    'Runtime.executionContextCreated'({ session, worlds }, { context }) {
      const { id, origin, name, auxData } = context;
      if (origin !== own || auxData?.type !== 'isolated' || name.startsWith('__playwright')) return;
      worlds.add(id);
      tell(session, 'Runtime.evaluate', { expression: TELL_CALLS, contextId: id });
    },
    'Inspector.workerScriptLoaded'({ session }) {
      // A worker that starts anew keeps its session.
      tell(session, 'Runtime.evaluate', { expression: TELL_CALLS });
    },
    'Runtime.bindingCalled'(target, { payload, executionContextId }) {
      const { what, content } = JSON.parse(payload) as Told;
      const where = contextOf(target, executionContextId);
      hear(channelOf(what, where), where, what, content);
    },
    'Runtime.consoleAPICalled': (target, call) => later(hearConsole(target, call)),
    'Runtime.exceptionThrown': (target, thrown) => hearText(target, 'exception', thrown),
    'Log.entryAdded': (target, entry) => hearText(target, 'log entry', entry),
    'Network.requestWillBeSent': hearRequest,
    'Network.requestWillBeSentExtraInfo': hearRequest,
    'Network.webSocketWillSendHandshakeRequest': hearRequest,
  };

  devtools.on(({ method, params, sessionId = '' }) => {
    const target = targets.get(sessionId);
    if (method === 'Target.attachedToTarget') listen(params.sessionId, params.targetInfo);
    else if (method === 'Target.detachedFromTarget') targets.delete(params.sessionId);
    else if (target) events[method]?.(target, params);
  });
  await devtools.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: true,
    flatten: true,
  });
  return () =>
    // A popup has no type when it begins. The document that tests look from is no page of the extension's.
    [...targets.values()].filter(
      ({ type, url }) => /^(page|other)$/.test(type) && url !== `${own}/manifest.json`,
    );
}

interface Said {
  value?: unknown;
  objectId?: string;
  description?: string;
}

interface ConsoleCall {
  type: string;
  args: Said[];
  executionContextId: number;
}

interface RequestParts {
  url?: string;
  method?: string;
  headers?: Record<string, string>;
  postData?: string;
}

interface Requested extends RequestParts {
  /** Absent where only the headers are told that the network adds. */
  request?: RequestParts;
}

function channelOf(what: string, where: string): Channel {
  if (/^(runtime\.(sendMessage|connect)|tabs\.(sendMessage|connect)|port\.)/.test(what)) return 'message';
  if (where === 'worker' && what.startsWith('storage.session.')) return 'session';
  if (what.startsWith('storage.')) return where.startsWith('content script') ? 'content script' : 'storage';
  if (what.startsWith('notifications.')) return 'notification';
  if (what.startsWith('action.')) return 'icon';
  return what.startsWith('clipboard') ? 'clipboard' : 'call';
}
