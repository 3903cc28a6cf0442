/** The few icons, drawn on a 16 px grid in the colour of the text around them. */
const PATHS = {
  accept: 'M3 8.5 6.5 12 13 4.5',
  invite: 'M2 4.5h12v8H2zM2 5l6 4.5L14 5',
  undone: 'M5.5 3 2.5 6l3 3M2.5 6H10a3.5 3.5 0 0 1 0 7H7',
  back: 'M10 3.5 5.5 8l4.5 4.5',
  already: 'M4 8h8',
  question: 'M6 6a2 2 0 1 1 2.8 1.8c-.6.3-.8.7-.8 1.4M8 12v.2',
  refused: 'm4.5 4.5 7 7m0-7-7 7',
  stop: 'M4 4h8v8H4z',
  waiting: 'M8 4.5V8l2.5 1.5M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0Z',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
