import { useId } from 'preact/hooks';

interface Props {
  name: string;
  label: string;
  help: string;
  value: string;
  /** What is wrong with the value, in words. */
  problem: string | null;
  readOnly: boolean;
  onChange(text: string): void;
}

/** One rule: its field, what belongs there, and what is wrong with what stands there. */
export function RuleInput({ name, label, help, value, problem, readOnly, onChange }: Props) {
  const id = useId();
  return (
    <>
      <label for={id}>{label}</label>
      <input
        id={id}
        name={name}
        class="rule"
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? `${id}-help` : `${id}-problem ${id}-help`}
        readOnly={readOnly}
        value={value}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
      {problem !== null && (
        <p class="bad" id={`${id}-problem`}>
          {problem}
        </p>
      )}
      <p class="note" id={`${id}-help`}>
        {help}
      </p>
    </>
  );
}
