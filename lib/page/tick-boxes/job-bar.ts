/**
 * The small bar that tells, in the page where a job was started, how far it is. It says what the background tells it,
 * listens to nothing of the page, and leaves nothing behind.
 */
import { type BarPlace, placeForBar } from './bar-place.ts';
import { lookUnder } from './box-place.ts';
import { keepPointing } from './box-pointer.ts';
import { createHost, moveHost, openModal, unzoom } from './modal-host.ts';
import { createButton } from './selection-bar.ts';
import css from './tick-boxes.css?inline';

/** A job as a page may know it: no names. */
export interface JobInPage {
  id: string;
  /** `left`: there is nothing of it to be shown any more. */
  state: 'running' | 'paused' | 'done' | 'left';
  /** How it stands, in the manager's language. */
  text: string;
  /** Of the progress: numbers of people. */
  handled: number;
  all: number;
  /** The names of the buttons. */
  show: string;
  close: string;
}

interface Hearers {
  /** Show was pressed. */
  onShow(): void;
  /** The bar came, or went. */
  onTurn(shown: boolean): void;
}

const NAME = 'rollcall-job';
/** A result stays for so long; the toolbar's badge stays until it was seen. Milliseconds. */
const RESULT_STAYS_MS = 10_000;

export function createJobBar({ onShow, onTurn }: Hearers) {
  let host: HTMLElement | null = null;
  let now: JobInPage | null = null;
  let closed: string | undefined;
  let place: BarPlace = 'bottom';
  let timer = 0;

  const bar = document.createElement('div');
  bar.className = 'bar';
  const text = document.createElement('span');
  text.className = 'count';
  const progress = document.createElement('progress');

  function remove(): void {
    clearTimeout(timer);
    host?.remove();
    host = now = null;
    onTurn(false);
  }

  /** As long as it is about this job it does not come back. */
  function close(): void {
    closed = now?.id;
    remove();
  }

  return {
    close,
    /** Shows how a job stands now, in the place of what was shown of another. */
    show(job: JobInPage): void {
      if (job.state === 'left') {
        if (now?.id === job.id) remove();
        return;
      }
      if (job.id === closed) return;
      clearTimeout(timer);
      if (job.state === 'done') timer = window.setTimeout(remove, RESULT_STAYS_MS);
      // Each batch is seen; that it starts, pauses and ends is said, too.
      text.ariaLive = job.state === now?.state ? 'off' : 'polite';
      now = job;
      // Words that come together with the element that holds them are not said.
      setTimeout(() => {
        text.textContent = job.text;
      });
      progress.ariaLabel = job.text;
      progress.max = job.all;
      progress.value = job.handled;
      progress.hidden = job.state === 'done';
      if (host === null) {
        // One may be left from before an update of the extension; its script is cut off from us.
        document.querySelector(NAME)?.remove();
        host = createHost(NAME, css);
        bar.replaceChildren(text, progress, createButton(job.show, onShow), createButton(job.close, close));
        const root = host.shadowRoot ?? host;
        root.append(bar);
        keepPointing(root);
        onTurn(true);
      }
      moveHost(host, openModal([document]));
      unzoom(bar, host);
      place = bar.dataset.place = lookUnder(bar, (at) => placeForBar(bar, place, at));
    },
  };
}
