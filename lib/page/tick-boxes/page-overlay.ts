/** What is drawn into a page: the tick boxes with their bar, and the bar of a job that was started there. */
import type { PageRules } from '../../model/index.ts';
import type { PageReader } from '../reader.ts';
import { createJobBar, type JobInPage } from './job-bar.ts';
import type { SelectionLabels } from './selection-bar.ts';
import { showTickBoxes, type TickBoxes } from './tick-boxes.ts';

export interface PageOverlay {
  /** Shows the tick boxes and the bar; a second call gives them the focus anew. */
  startSelecting(labels: SelectionLabels, rules: PageRules | null): void;
  /** Shows how a job stands that was started here; one that was left takes that away. */
  showJob(job: JobInPage): void;
}

export function createPageOverlay(reader: PageReader, onReview: () => void): PageOverlay {
  const { ticks } = reader;
  let boxes: TickBoxes | null = null;
  const jobBar = createJobBar({ onShow: onReview, onTurn: (shown) => boxes?.makeWay(shown) });

  function stopSelecting(): void {
    boxes?.stop();
    boxes = null;
    ticks.clear();
  }

  reader.onUntick = () => {
    if (ticks.size === 0) stopSelecting();
    else boxes?.update();
  };
  return {
    startSelecting(labels, rules) {
      jobBar.close();
      boxes?.stop();
      boxes = showTickBoxes({
        ticks,
        labels,
        find: () => reader.findNow(rules),
        onReview,
        onStop: stopSelecting,
      });
    },
    showJob: jobBar.show,
  };
}
