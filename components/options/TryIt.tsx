import { useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { SiteState } from '../../lib/model/index.ts';
import { hostOf } from '../shared/plain-words.ts';
import { Refused } from '../shared/Refused.tsx';
import { useDoing } from '../shared/use-doing.ts';
import { OPEN_KEYS, type ShortcutActions } from './Shortcuts.tsx';
import { Step } from './Step.tsx';

/** As many courses as are found in one glance; the site has the others. */
const SHOWN = 5;

/** A course that the person runs, and the page of it on which people wait. */
export interface OwnCourse {
  id: number;
  name: string;
  page: string;
}

export interface TryItActions extends Pick<ShortcutActions, 'shortcuts'> {
  /** The courses that the person runs at a site. May throw `Failed`. */
  coursesAt(origin: string): Promise<OwnCourse[]>;
}

interface Props {
  /** Where somebody has just signed in; null before that. */
  site: SiteState | null;
  actions: TryItActions;
}

/** The third of the first steps: what to press, and the page on which to press it. */
export function TryIt({ site, actions }: Props) {
  const [courses, setCourses] = useState<OwnCourse[] | null>(null);
  const [keys, setKeys] = useState('');
  const asking = useDoing();
  const reading = useDoing();
  const origin = site?.origin ?? null;
  useEffect(() => {
    if (origin !== null) void asking.act(() => actions.coursesAt(origin), setCourses);
  }, [origin, actions]);
  useEffect(() => {
    void reading.act(actions.shortcuts, (all) => setKeys(all.find(({ id }) => id === OPEN_KEYS)?.keys ?? ''));
  }, [actions]);

  return (
    <Step number={3} title={i18n.t('options.first.try')} isLater={site === null}>
      {site === null ? (
        <p>
          {i18n.t('options.first.open')} {i18n.t('options.first.there')}
        </p>
      ) : courses === null && asking.failure === null ? (
        <p class="note">{i18n.t('popup.loading')}</p>
      ) : (
        <Pages site={site} courses={courses ?? []} />
      )}
      {asking.failure !== null && <Refused failure={asking.failure} />}
      {site !== null && courses?.length === 0 && (
        <p class="note">
          {i18n.t('chooser.none', [hostOf(site.origin)])} {i18n.t('chooser.noneHelp')}
        </p>
      )}
      <dl class="press">
        <div>
          <dt>
            <img src="/icon/32.png" alt="" /> {i18n.t('options.first.icon')}
          </dt>
          <dd>{i18n.t('options.first.iconDoes')}</dd>
        </div>
        {keys !== '' && (
          <div>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{i18n.t('options.first.keysDo')}</dd>
          </div>
        )}
        <div>
          <dt>{i18n.t('options.first.rightClick')}</dt>
          <dd>{i18n.t('options.first.rightClickDoes', [i18n.t('menu.inviteSelected')])}</dd>
        </div>
      </dl>
      <p class="note">{i18n.t('options.first.pin')}</p>
      {reading.failure !== null && <Refused failure={reading.failure} />}
    </Step>
  );
}

/** Links that open beside this page, so that what to press can still be read; all at once, so that none moves under the mouse. */
function Pages({ site: { origin }, courses }: { site: SiteState; courses: OwnCourse[] }) {
  const host = hostOf(origin);
  return (
    <>
      <p>{i18n.t('options.first.openOne')}</p>
      <div class="own-courses">
        {courses.slice(0, SHOWN).map(({ id, name, page }) => (
          <a key={id} href={page} target="_blank" rel="noreferrer">
            {name}
          </a>
        ))}
        <a href={origin} target="_blank" rel="noreferrer">
          {host}
        </a>
      </div>
      <p>{i18n.t('options.first.there')}</p>
    </>
  );
}
