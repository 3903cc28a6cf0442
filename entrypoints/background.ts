import { browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import { i18n } from '#i18n';
import * as flow from '../lib/flow.ts';
import { answerMessages } from '../lib/messages.ts';
import { planOf } from '../lib/store/jobs.ts';
import { connectedSites, forgetSite, lockStorage } from '../lib/store/sites.ts';
import { selectPeople } from '../lib/tab.ts';

const MENU = 'invite-selected';

/** Every way into the program. Registered at once, so that a worker woken by an event hears it. */
export default defineBackground(() => {
  browser.runtime.onInstalled.addListener(() => {
    browser.contextMenus.create({
      id: MENU,
      title: i18n.t('menu.inviteSelected'),
      contexts: ['page', 'selection', 'link', 'image'],
      documentUrlPatterns: ['https://*/*', 'http://*/*'],
    });
  });

  browser.contextMenus.onClicked.addListener((_info, tab) => openPopup(tab));
  browser.commands.onCommand.addListener((_command, tab) => openPopup(tab));
  browser.tabs.onRemoved.addListener((tabId) => planOf(tabId).remove());

  answerMessages(
    {
      open: ({ tabId }) => flow.openTab(tabId),
      selectPeople: ({ tabId }) => selectPeople(tabId, selectionLabels()),
      start: (reviewed) => flow.start(reviewed),
      job: ({ jobId }) => flow.showJob(jobId),
      resume: ({ jobId }) => flow.resume(jobId),
      leaveJob: ({ jobId }) => flow.leaveJob(jobId),
      sites: () => connectedSites(),
      connect: (signIn) => flow.connect(signIn),
      disconnect: ({ origin }) => forgetSite(origin).then(() => null),
    },
    openPopup,
  );

  void lockStorage();
  void flow.resumeAll();
});

/**
 * The popup reviews whatever is selected in the window's active tab. Where the browser refuses to open it (a window
 * without the focus, for one), the same popup opens as a tab; not where it refuses because the popup is open already.
 */
async function openPopup(tab: { id?: number | undefined; windowId: number } | undefined): Promise<void> {
  try {
    await browser.action.openPopup(tab && { windowId: tab.windowId });
  } catch {
    const open = await browser.runtime.getContexts({ contextTypes: ['POPUP'] });
    if (tab?.id === undefined || open.length > 0) return;
    await browser.tabs.create({ url: browser.runtime.getURL(`/popup.html?tab=${tab.id}`) });
  }
}

function selectionLabels() {
  return {
    group: i18n.t('select.group'),
    person: i18n.t('select.person', ['{name}']),
    count: i18n.t('select.count', ['{count}']),
    review: i18n.t('select.review'),
    cancel: i18n.t('select.cancel'),
  };
}
