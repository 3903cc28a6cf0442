import type { Ref } from 'preact';

interface Props {
  /** What is searched, in words: read out, and shown while the field is empty. */
  label: string;
  value: string;
  onInput(text: string): void;
  onKeyDown?(event: KeyboardEvent): void;
  inputRef?: Ref<HTMLInputElement>;
}

/** The field above a list that shows only what matches. */
export function SearchField({ label, value, onInput, onKeyDown = () => {}, inputRef = null }: Props) {
  return (
    <input
      ref={inputRef}
      type="search"
      aria-label={label}
      placeholder={label}
      autocomplete="off"
      spellcheck={false}
      value={value}
      onInput={({ currentTarget }) => onInput(currentTarget.value)}
      onKeyDown={onKeyDown}
    />
  );
}
