import { render } from 'preact';
import { browser } from 'wxt/browser';
import { i18n } from '#i18n';
import { Popup, type PopupActions } from '../../components/Popup.tsx';
import { Failed } from '../../lib/errors.ts';
import { ask } from '../../lib/messages.ts';

/** `popup.html?tab=ID` opened as a tab is the popup of that tab; otherwise it is that of the window's active tab. */
const named = new URLSearchParams(location.search).get('tab');
document.documentElement.classList.toggle('tab', named !== null);
document.documentElement.lang = browser.i18n.getUILanguage();
document.title = i18n.t('popup.title');

async function tabId(): Promise<number> {
  const id =
    named === null ? (await browser.tabs.query({ active: true, currentWindow: true }))[0]?.id : Number(named);
  if (id === undefined || !Number.isSafeInteger(id)) throw new Failed({ kind: 'page-not-readable' });
  return id;
}

const actions: PopupActions = {
  open: async () => ask('open', { tabId: await tabId() }),
  async selectPeople() {
    await ask('selectPeople', { tabId: await tabId() });
    window.close(); // The page has the tick boxes and the focus now.
  },
  start: async (planId) => ask('start', { tabId: await tabId(), planId }),
  job: (jobId) => ask('job', { jobId }),
  resume: (jobId) => ask('resume', { jobId }),
  async leaveJob(jobId) {
    await ask('leaveJob', { jobId });
  },
  reloadPage() {
    void tabId()
      .then((id) => browser.tabs.reload(id))
      .then(() => window.close());
  },
  openOptions(origin) {
    const page = browser.runtime.getURL('/options.html');
    void browser.tabs.create({ url: `${page}?${new URLSearchParams({ site: origin })}` });
    window.close();
  },
};

const root = document.getElementById('app');
if (root) render(<Popup actions={actions} />, root);
