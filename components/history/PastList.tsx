import { i18n } from '#i18n';
import { numberWords } from '../shared/plain-words.ts';
import { SearchField } from '../shared/SearchField.tsx';
import { ConfirmDelete } from './ConfirmDelete.tsx';
import { PastRow } from './PastRow.tsx';
import type { JobsFound } from './use-jobs.ts';

interface Props {
  /** Null until it is known. */
  list: JobsFound | null;
  /** Whether it is about to change, and that takes a while. */
  searching: boolean;
  /** What stands in the field. */
  search: string;
  /** What was done last, in words; empty where the number of jobs is to be told. */
  said: string;
  onSearch(text: string): void;
  onOpen(jobId: string): void;
  onDeleteEnded(): void;
}

/** The list named Jobs, newest first, with its search. */
export function PastList({ list, searching, search, said, onSearch, onOpen, onDeleteEnded }: Props) {
  if (list === null) return null;
  const { jobs, all } = list;
  const several = new Set(jobs.map(({ origin }) => origin)).size > 1;
  const more = all - jobs.length;
  // What is found is not what would be deleted.
  const canDelete = search === '' && jobs.some(({ endedAt }) => endedAt !== null);
  return (
    <>
      {(all > 0 || search !== '') && (
        <SearchField label={i18n.t('history.search')} value={search} onInput={onSearch} />
      )}
      <div class="delete">
        <p class="note" aria-live="polite">
          {searching ? i18n.t('history.searching') : [said, countWords(list)].filter(Boolean).join(' ')}
        </p>
        {canDelete && (
          <ConfirmDelete
            words={i18n.t('history.deleteAll')}
            question={i18n.t('history.deleteOver')}
            onDelete={onDeleteEnded}
          />
        )}
      </div>
      {jobs.length > 0 && (
        <ul class="jobs" aria-label={i18n.t('history.jobs')}>
          {jobs.map((job) => (
            <PastRow key={job.id} job={job} jobs={jobs} withHost={several} onOpen={onOpen} />
          ))}
        </ul>
      )}
      {more > 0 && <p class="note">{i18n.t('history.more', more, [numberWords(more)])}</p>}
    </>
  );
}

function countWords({ all, search }: JobsFound): string {
  const count: [string] = [numberWords(all)];
  if (search === '') return all === 0 ? i18n.t('history.none') : i18n.t('history.count', all, count);
  return all === 0 ? i18n.t('history.noneMatches', [search]) : i18n.t('history.matching', all, count);
}
