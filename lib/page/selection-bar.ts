/** The small bar at the foot of the page while people are being ticked: how many, and on to the review. */

/** Words in the manager's language; `{name}` and `{count}` are filled in. */
export interface SelectionLabels {
  group: string;
  person: string;
  count: string;
  review: string;
  cancel: string;
}

interface Actions {
  onReview(): void;
  onCancel(): void;
}

export function createSelectionBar(labels: SelectionLabels, { onReview, onCancel }: Actions) {
  const element = document.createElement('div');
  element.className = 'bar';
  const count = document.createElement('span');
  count.className = 'count';
  count.role = 'status';
  const review = button(labels.review, onReview);
  review.className = 'review';
  element.append(count, review, button(labels.cancel, onCancel));
  return {
    element,
    show(ticked: number): void {
      const text = labels.count.replace('{count}', String(ticked));
      // Setting the same text again would be announced again.
      if (count.textContent !== text) count.textContent = text;
      review.disabled = ticked === 0;
    },
  };
}

function button(text: string, action: () => void): HTMLButtonElement {
  const element = document.createElement('button');
  element.type = 'button';
  element.textContent = text;
  element.addEventListener('click', (event) => {
    if (event.isTrusted) action();
  });
  return element;
}
