/** The small bar while people are being ticked: how many, what to do with all of them, and on to the review. */

import type { BarPlace } from './bar-place.ts';

/** Words in the manager's language; `{name}`, `{count}` and `{away}` are filled in. */
export interface SelectionLabels {
  group: string;
  person: string;
  count: string;
  /** The count where some of the ticked people are not on the page now. */
  countAway: string;
  all: string;
  clear: string;
  review: string;
  cancel: string;
}

/** Numbers of people. */
interface Counts {
  ticked: number;
  /** Ticked, but in no row of the page now. */
  away: number;
  /** Those that Select all ticks. */
  all: number;
}

interface Actions {
  onAll(): void;
  onClear(): void;
  onReview(): void;
  onCancel(): void;
}

/** A page that is drawn anew is empty for a moment; what is not so any more after this many milliseconds is not said. */
const SETTLED_MS = 500;

export function createSelectionBar(labels: SelectionLabels, { onAll, onClear, onReview, onCancel }: Actions) {
  const element = document.createElement('div');
  element.className = 'bar';
  const count = document.createElement('span');
  count.className = 'count';
  count.role = 'status';
  const all = createButton('', onAll);
  const clear = createButton(labels.clear, onClear);
  const review = createButton(labels.review, onReview);
  review.className = 'review';
  element.append(count, all, clear, review, createButton(labels.cancel, onCancel));

  let timer = 0;
  let next = '';
  function tell(text: string, wait: number): void {
    if (text === next && wait > 0) return;
    clearTimeout(timer);
    next = text;
    timer = window.setTimeout(() => {
      // Setting the same text again would be announced again.
      if (count.textContent !== text) count.textContent = text;
    }, wait);
  }

  let place: BarPlace = 'bottom';
  element.dataset.place = place;
  return {
    element,
    get place() {
      return place;
    },
    moveTo(to: BarPlace): void {
      place = to;
      element.dataset.place = to;
    },
    /** `settling`: the page changed, not the ticks, and may change again at once. */
    show(counts: Counts, { settling }: { settling: boolean }): void {
      const text = counts.away > 0 ? labels.countAway : labels.count;
      tell(fill(text, counts.ticked).replace('{away}', String(counts.away)), settling ? SETTLED_MS : 0);
      const label = fill(labels.all, counts.all);
      if (all.textContent !== label) all.textContent = label;
      all.disabled = counts.all === 0;
      clear.hidden = counts.ticked === 0;
      review.disabled = counts.ticked === 0;
    },
    stop: () => clearTimeout(timer),
  };
}

function fill(text: string, count: number): string {
  return text.replace('{count}', String(count));
}

/** A button that a person can press, and no script. */
export function createButton(text: string, action: () => void): HTMLButtonElement {
  const element = document.createElement('button');
  element.type = 'button';
  element.textContent = text;
  element.addEventListener('click', (event) => {
    if (event.isTrusted) action();
  });
  return element;
}
