import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { PageRules, Survey } from '../../lib/model/index.ts';
import { hostOf } from '../shared/plain-words.ts';
import { Refused } from '../shared/Refused.tsx';
import { useDoing } from '../shared/use-doing.ts';
import { RuleInput } from './RuleInput.tsx';
import { checkRules, type RulesField } from './rules-check.ts';
import { SurveyNote, SurveyPeople } from './SurveyNote.tsx';

/** Rollcall finds its way by itself. */
export const NO_RULES: PageRules = { row: '', name: '', id: '', course: '' };

interface Props {
  origin: string;
  /** What is kept now. */
  rules: PageRules;
  /** Keeps the rules; may throw `Failed`. */
  onSave(rules: PageRules): Promise<void>;
  /** Tells whom the rules find on the site's page that was open last, and outlines them there; may throw `Failed`. */
  onTry(rules: PageRules): Promise<Survey>;
}

/** What was pressed last since something was typed, and what came of it; null until that is known. */
interface Pressed {
  busyWords: string;
  answer: 'saved' | { survey: Survey; hasRow: boolean } | null;
}

/** How a site's pages tell people and course, for pages that Rollcall does not read by itself; folded away. */
export function RulesForm({ origin, rules, onSave, onTry }: Props) {
  const [draft, setDraft] = useState(rules);
  const [pressed, setPressed] = useState<Pressed | null>(null);
  const { isBusy, failure, act } = useDoing();
  const [refusals, setRefusals] = useState(0);
  const form = useRef<HTMLFormElement>(null);
  const problems = refusals > 0 ? checkRules(trimmed(draft)) : {};

  // After the words stand at their fields, so that they are read with the field that gets the focus.
  useLayoutEffect(() => {
    if (refusals > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [refusals]);

  function change(field: RulesField, text: string): void {
    setDraft({ ...draft, [field]: text });
    setPressed(null);
  }

  async function press(next: PageRules, busyWords: string, work: () => Promise<Pressed['answer']>) {
    if (isBusy) return;
    if (Object.keys(checkRules(next)).length > 0) {
      setPressed(null);
      setRefusals(refusals + 1);
      return;
    }
    setRefusals(0);
    setPressed({ busyWords, answer: null });
    await act(work, (answer) => setPressed({ busyWords, answer }));
  }

  const save = (next: PageRules) =>
    press(next, i18n.t('options.rules.saving'), () => onSave(next).then(() => 'saved'));
  function tryOut(): void {
    const next = trimmed(draft);
    void press(next, i18n.t('options.rules.trying'), async () => ({
      survey: await onTry(next),
      hasRow: next.row !== '',
    }));
  }
  function submit(event: Event): void {
    event.preventDefault();
    void save(trimmed(draft));
  }
  function clear(): void {
    if (isBusy) return;
    setDraft(NO_RULES);
    void save(NO_RULES);
  }

  const field = (name: RulesField, label: string, help: string) => (
    <RuleInput
      name={name}
      label={label}
      help={help}
      value={draft[name]}
      problem={problems[name] ?? null}
      readOnly={isBusy}
      onChange={(text) => change(name, text)}
    />
  );
  const answer = isBusy ? null : (pressed?.answer ?? null);
  const title = i18n.t('options.rules.pagesOf', [hostOf(origin)]);
  return (
    <details class="rules">
      <summary>
        <span class="username">{title}</span>{' '}
        <span class="detail">
          {Object.values(rules).some((rule) => rule !== '')
            ? i18n.t('options.rules.own')
            : i18n.t('options.rules.none')}
        </span>
      </summary>
      <form ref={form} aria-label={title} onSubmit={submit} noValidate>
        <p class="note">{i18n.t('options.rules.when')}</p>
        {field('row', i18n.t('options.rules.row'), i18n.t('options.rules.rowHelp'))}
        {field('name', i18n.t('options.rules.name'), i18n.t('options.rules.nameHelp'))}
        {field('id', i18n.t('options.rules.id'), i18n.t('options.rules.idHelp'))}
        {field('course', i18n.t('options.rules.course'), i18n.t('options.rules.courseHelp'))}
        <div class="actions">
          <button type="button" onClick={tryOut}>
            {i18n.t('options.rules.tryOut')}
          </button>
          <button type="submit">{i18n.t('options.rules.save')}</button>
          <button type="button" onClick={clear}>
            {i18n.t('options.rules.clear')}
          </button>
        </div>
        <div role="status">
          {isBusy && <p>{pressed?.busyWords}</p>}
          {answer === 'saved' && <p>{i18n.t('options.rules.saved')}</p>}
          {answer !== null && answer !== 'saved' && <SurveyNote {...answer} />}
        </div>
        {answer !== null && answer !== 'saved' && <SurveyPeople people={answer.survey.people} />}
        {pressed !== null && failure !== null && <Refused failure={failure} />}
      </form>
    </details>
  );
}

function trimmed({ row, name, id, course }: PageRules): PageRules {
  return { row: row.trim(), name: name.trim(), id: id.trim(), course: course.trim() };
}
