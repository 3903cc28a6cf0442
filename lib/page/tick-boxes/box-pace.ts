/** How often the page is looked at: once a frame at most, and searched for rows at most a fifth of the time. */

export interface Pace {
  /** The page changed: it is searched again soon. */
  follow(): void;
  /** Something moved: what is drawn is placed again in the next frame. */
  place(): void;
  stop(): void;
}

/** How long a search must be followed by none, as a multiple of how long it took. */
const REST = 4;

export function createPace(actions: { follow(): void; place(): void }): Pace {
  let frame = 0;
  let timer = 0;
  let changed = false;
  let notBefore = 0;

  function request(): void {
    frame ||= requestAnimationFrame(run);
  }

  function run(): void {
    frame = 0;
    const started = performance.now();
    if (!changed || started < notBefore) {
      actions.place();
      if (changed) timer ||= window.setTimeout(wake, notBefore - started);
      return;
    }
    changed = false;
    actions.follow();
    const ended = performance.now();
    notBefore = ended + REST * (ended - started);
  }

  function wake(): void {
    timer = 0;
    request();
  }

  return {
    follow() {
      changed = true;
      request();
    },
    place: request,
    stop() {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    },
  };
}
