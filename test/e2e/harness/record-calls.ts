/** Tells, from inside a context of the extension, of everything it says to the browser and to other contexts. */

/** The global function by which a context tells; DevTools makes it. */
export const BINDING = '__heard';

/** What is told: the call's name, and its arguments, or its answer, as JSON. */
export interface Told {
  what: string;
  content: string;
}

/**
 * To be evaluated in a context of the extension. Every function of `chrome` stays what it was and answers what it answered;
 * besides, it is told. A second time does nothing.
 */
export const TELL_CALLS = `(${tellCalls})(${JSON.stringify(BINDING)})`;

function tellCalls(binding: string): void {
  const scope = globalThis as unknown as Record<string, Record<string, unknown>>;
  const key = `${binding}Told`;
  // A page of the extension, its worker, or its world in another page; not the document that tests look from.
  if (scope[key] || !scope.chrome?.runtime || globalThis.location.pathname === '/manifest.json') return;
  Object.defineProperty(scope, key, { value: true });
  const unsaid: string[] = [];
  const say = (what: string) => {
    unsaid.push(what);
    // DevTools may make it a moment later than this is evaluated.
    const hear = scope[binding] as unknown as ((what: string) => void) | undefined;
    if (hear) for (const each of unsaid.splice(0)) hear(each);
  };
  const asJson = (value: unknown) => {
    try {
      return JSON.stringify(value, (_, part) => (typeof part === 'function' ? 'a function' : part)) ?? '';
    } catch {
      return String(value);
    }
  };
  const tell = (what: string, value: unknown) => say(JSON.stringify({ what, content: asJson(value) }));

  function tellPort(port: {
    name: string;
    postMessage(message: unknown): void;
    onMessage: { addListener(listener: (message: unknown) => void): void };
  }): void {
    const post = port.postMessage;
    port.postMessage = (message) => {
      tell(`port.postMessage ${port.name}`, message);
      post.call(port, message);
    };
    port.onMessage.addListener((message) => tell(`port.onMessage ${port.name}`, message));
  }

  function told(name: string, original: (...args: unknown[]) => unknown) {
    return new Proxy(original, {
      apply(target, self, args) {
        const { type } = (args[0] ?? {}) as { type?: unknown };
        const what = typeof type === 'string' ? `${name} ${type}` : name;
        tell(what, args);
        const answer = Reflect.apply(target, self, args) as { then?: unknown; postMessage?: unknown } | null;
        if (typeof answer?.then === 'function') {
          const failed = (thrown: unknown) => tell(`${what} throws`, String(thrown));
          (answer as Promise<unknown>).then((value) => tell(`${what} answers`, value), failed);
        } else if (typeof answer?.postMessage === 'function') {
          tellPort(answer as Parameters<typeof tellPort>[0]);
        } else if (answer !== undefined) tell(`${what} answers`, answer);
        return answer;
      },
    });
  }

  const walked = new Set<unknown>();
  function walk(api: Record<string, unknown>, path: string): void {
    if (walked.has(api) && path !== '') return;
    walked.add(api);
    for (const name of Object.getOwnPropertyNames(api)) {
      const value = api[name];
      if (walked.has(value)) continue;
      if (typeof value === 'function') {
        // Those with a capital are no functions but the names of values.
        if (!/^[a-z]/.test(name)) continue;
        api[name] = told(`${path}${name}`, value as () => unknown);
        walked.add(api[name]);
      } else if (typeof value === 'object' && value !== null) {
        walk(value as Record<string, unknown>, `${path}${name}.`);
      }
    }
  }
  const walkAll = () => {
    for (const api of [scope.chrome, scope.browser]) if (api) walk(api, '');
  };
  walkAll();
  // What is allowed later is there later.
  const { permissions } = scope.chrome as { permissions?: { onAdded: { addListener(hear: unknown): void } } };
  permissions?.onAdded.addListener(walkAll);
  if (scope.chrome.storage && globalThis.location.protocol !== 'chrome-extension:') {
    const { onChanged } = scope.chrome.storage as { onChanged: { addListener(hear: unknown): void } };
    onChanged.addListener((changes: unknown, area: string) => tell(`storage.onChanged ${area}`, changes));
  }
  const { clipboard } = globalThis.navigator;
  if (clipboard) clipboard.writeText = told('clipboard.writeText', clipboard.writeText as never) as never;
  for (const name of ['copy', 'cut']) {
    globalThis.addEventListener(name, (event) => {
      const { clipboardData } = event as ClipboardEvent;
      tell(`clipboard ${name}`, [clipboardData?.getData('text/plain'), String(globalThis.getSelection?.())]);
    });
  }
}
