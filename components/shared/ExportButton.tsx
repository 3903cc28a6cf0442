import { i18n } from '#i18n';
import { type Format, fileName, jobAsCsv, jobAsJson } from '../../lib/list/export.ts';
import type { Job } from '../../lib/model/index.ts';
import { saveFile } from './save-file.ts';

const WRITTEN = {
  csv: { type: 'text/csv;charset=utf-8', write: jobAsCsv },
  json: { type: 'application/json', write: jobAsJson },
} as const satisfies Record<Format, { type: string; write: (job: Job) => string }>;

/** Saves a job, as it stands when this is pressed, as a file. */
export function ExportButton({ job, format }: { job: Job; format: Format }) {
  const { type, write } = WRITTEN[format];
  return (
    <button type="button" onClick={() => saveFile(fileName(job, format), type, write(job))}>
      {i18n.t(format === 'csv' ? 'export.csv' : 'export.json')}
    </button>
  );
}
