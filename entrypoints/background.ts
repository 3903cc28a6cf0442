import { browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import { i18n } from '#i18n';
import * as flow from '../lib/flow.ts';
import { answerMessages } from '../lib/messages.ts';
import { connectedSites, forgetSite, lockStorage } from '../lib/store/sites.ts';

const MENU = 'invite-selected';

/** Every way into the program. Registered at once, so that a worker woken by an event hears it. */
export default defineBackground(() => {
  browser.runtime.onInstalled.addListener(() => {
    browser.contextMenus.create({
      id: MENU,
      title: i18n.t('menu.inviteSelected'),
      contexts: ['page', 'selection', 'link'],
      documentUrlPatterns: ['https://*/*', 'http://*/*'],
    });
  });

  browser.contextMenus.onClicked.addListener((_info, tab) => openPopup(tab?.windowId));
  browser.commands.onCommand.addListener((_command, tab) => openPopup(tab?.windowId));

  answerMessages(
    {
      open: ({ tabId }) => flow.openTab(tabId),
      selectPeople: ({ tabId }) => flow.selectPeople(tabId, selectionLabels()),
      start: (reviewed) => flow.start(reviewed),
      job: ({ jobId }) => flow.showJob(jobId),
      resume: ({ jobId }) => flow.resume(jobId),
      leaveJob: ({ tabId }) => flow.leaveJob(tabId),
      sites: () => connectedSites(),
      connect: (signIn) => flow.connect(signIn),
      disconnect: ({ origin }) => forgetSite(origin).then(() => null),
    },
    (_tabId, windowId) => openPopup(windowId),
  );

  void lockStorage();
  void flow.resumeAll();
});

/** The popup reviews whatever is selected in the window's active tab. */
function openPopup(windowId: number | undefined): void {
  void browser.action.openPopup(windowId === undefined ? undefined : { windowId });
}

function selectionLabels() {
  return {
    group: i18n.t('select.group'),
    person: i18n.t('select.person', ['{name}']),
    count: i18n.t('select.count', ['{count}']),
    review: i18n.t('select.review'),
    done: i18n.t('select.done'),
  };
}
