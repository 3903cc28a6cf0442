import { render } from 'preact';
import { browser } from 'wxt/browser';
import { i18n } from '#i18n';
import type { PopupActions } from '../../components/popup/actions.ts';
import { Popup } from '../../components/popup/Popup.tsx';
import { jobNow } from '../../components/shared/job-now.ts';
import { background, backgroundAt } from '../../lib/messages/client.ts';
import { Failed } from '../../lib/model/errors.ts';
import type { Place } from '../../lib/model/index.ts';

/**
 * `popup.html?tab=ID` opened as a tab is the popup of that tab, `popup.html?site=ORIGIN` that of a site without a page;
 * otherwise it is that of the window's active tab.
 */
const named = new URLSearchParams(location.search);
const site = named.get('site');
document.documentElement.classList.toggle('tab', named.size > 0);
document.documentElement.lang = browser.i18n.getUILanguage();
document.title = i18n.t('popup.title');

async function tabId(): Promise<number> {
  const id = named.has('tab')
    ? Number(named.get('tab'))
    : (await browser.tabs.query({ active: true, currentWindow: true }))[0]?.id;
  if (id === undefined || !Number.isSafeInteger(id)) throw new Failed({ kind: 'page-not-readable' });
  return id;
}

const here = async (): Promise<Place> => (site === null ? { tabId: await tabId() } : { origin: site });

/** How this popup was opened; for as long as it is open. */
const opening =
  site === null ? tabId().then((id) => background.opening({ tabId: id })) : Promise.resolve(null);

const NOTIFICATIONS = { permissions: ['notifications' as const] };

const actions: PopupActions = {
  ...backgroundAt(here),
  isForReview: async () => (await opening) !== null,
  async open(asked, following) {
    const click = (await opening)?.click ?? null;
    return background.open({ ...asked, place: await here(), click }, following);
  },
  async selectPeople() {
    await background.selectPeople({ tabId: await tabId() });
    window.close(); // The page has the tick boxes and the focus now.
  },
  jobNow: (known) => jobNow(known, background.jobProgress, background.job),
  mayNotify: () => browser.permissions.contains(NOTIFICATIONS),
  askToNotify: () => browser.permissions.request(NOTIFICATIONS),
  reloadPage:
    site === null
      ? () =>
          void tabId()
            .then((id) => browser.tabs.reload(id))
            .then(() => window.close())
      : null,
  openOptions(origin) {
    const page = browser.runtime.getURL('/options.html');
    void browser.tabs.create({ url: `${page}?${new URLSearchParams({ site: origin })}#sites` });
    window.close();
  },
};

const root = document.getElementById('app');
if (root) render(<Popup actions={actions} />, root);
