import { browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import { i18n } from '#i18n';
import { jobWords } from '../components/shared/job-words.ts';
import { selectionLabels } from '../components/shared/selection-labels.ts';
import { originOf, selectPeople, tryRules } from '../lib/browser/tab.ts';
import { onWake } from '../lib/browser/wake.ts';
import * as flow from '../lib/jobs/commands.ts';
import { resumeAll } from '../lib/jobs/queue.ts';
import { resumeAllowed, resumeSignedIn } from '../lib/jobs/resume.ts';
import { showJobs } from '../lib/jobs/status/status.ts';
import { retry, undo } from '../lib/jobs/undo-retry.ts';
import { answerMessages } from '../lib/messages/router.ts';
import type { Click, SiteState } from '../lib/model/index.ts';
import { startAutoSend } from '../lib/review/auto-send.ts';
import { courses } from '../lib/review/courses.ts';
import { open } from '../lib/review/open.ts';
import * as review from '../lib/review/review.ts';
import { tellPagesCutOff } from '../lib/sites/cut-off.ts';
import { showFirstSteps } from '../lib/sites/first-steps.ts';
import { watchRightClicks } from '../lib/sites/right-click-script.ts';
import { shareSetUp } from '../lib/sites/share-set-up.ts';
import { connect, finishSignIns, signIn } from '../lib/sites/sign-in.ts';
import { disconnect, signOut } from '../lib/sites/sign-out.ts';
import { organisation, siteStates } from '../lib/sites/sites.ts';
import { forgetSecret } from '../lib/store/client-secrets.ts';
import { deleteEnded, listJobs } from '../lib/store/history.ts';
import { moveJobsOf } from '../lib/store/job-places.ts';
import {
  draftOf,
  forgetGesture,
  forgetOpening,
  forgetPlace,
  keepGesture,
  keepOpening,
  movePlace,
  takeOpening,
} from '../lib/store/popup-state.ts';
import { autoSendAt, rulesOf } from '../lib/store/settings.ts';
import { lockStorage } from '../lib/store/sites.ts';
import { forgetEarlierRuns } from '../lib/store/until-closed.ts';

const MENU = 'invite-selected';

/** Every way into the program. Registered at once, so that a worker woken by an event hears it. */
export default defineBackground(() => {
  browser.runtime.onInstalled.addListener(({ reason }) => {
    void showFirstSteps(reason);
    browser.contextMenus.create({
      id: MENU,
      title: i18n.t('menu.inviteSelected'),
      contexts: ['page', 'selection', 'link', 'image'],
      // On all pages: no pattern matches the address of a frame that has none of its own, such as `blob:`.
    });
    if (reason === 'update') {
      void tellPagesCutOff({ text: i18n.t('select.cutOff'), close: i18n.t('bar.close') });
    }
  });

  browser.contextMenus.onClicked.addListener((info, tab) => {
    // The element is told in Firefox only, and unknown to the types, which are Chromium's.
    const { linkUrl, frameId, frameUrl, targetElementId }: typeof info & { targetElementId?: number } = info;
    return openByGesture(tab, {
      linkUrl: linkUrl ?? null,
      // Chromium tells an address for the page itself too (156, seen 2026-11).
      frameUrl: frameId === 0 ? null : (frameUrl ?? null),
      target: targetElementId ?? null,
      at: Date.now(),
    });
  });
  browser.commands.onCommand.addListener((_command, tab) => openByGesture(tab, null));
  browser.tabs.onRemoved.addListener(forgetPlace);
  browser.tabs.onReplaced.addListener((tabId, before) => {
    void movePlace(before, tabId);
    void moveJobsOf(before, tabId);
  });
  browser.permissions.onAdded.addListener(({ origins = [] }) => {
    if (origins.length > 0) void resumeAllowed();
  });
  onWake(() => void resumeAll());
  const surfaces = showJobs(jobWords);

  answerMessages(
    {
      opening: ({ tabId }) => takeOpening(tabId),
      selectPeople: async ({ tabId }) => {
        const rules = await rulesOf(await originOf(tabId)).get();
        return selectPeople(tabId, selectionLabels(), rules);
      },
      countWaiting: (asked) => review.countWaiting(asked),
      courses: ({ place }) => courses(place),
      draft: async ({ place }) => (await draftOf(place).get()) ?? '',
      keepDraft: ({ place, text }) =>
        draftOf(place)
          .set(text)
          .then(() => null),
      start: (reviewed) => flow.start(reviewed),
      startAutoSend: (reviewed) => startAutoSend(reviewed),
      undo: (asked) => undo(asked),
      retry: (asked) => retry(asked),
      job: ({ jobId }) => flow.showJob(jobId),
      jobProgress: ({ jobId }) => flow.jobProgress(jobId),
      resume: ({ jobId }) => flow.resumeJob(jobId),
      cancelJob: ({ jobId }) => flow.cancelJob(jobId),
      leaveJob: ({ jobId }) => flow.leaveJob(jobId),
      history: ({ search }) => listJobs(search),
      pastJob: ({ jobId }) => flow.pastJob(jobId),
      deleteJob: ({ jobId }) => flow.forgetJob(jobId),
      deleteEnded: async () => {
        const stay = await deleteEnded();
        surfaces.badge();
        return stay;
      },
      sites: () => siteStates(),
      organisation: () => organisation(),
      connect: async (asked) => goOnAt(await connect(asked)),
      signIn: async (asked) => goOnAt(await signIn(asked)),
      signOut: ({ origin }) => signOut(origin),
      disconnect: ({ origin }) => disconnect(origin),
      forgetSecret: ({ origin }) => forgetSecret(origin).then(() => null),
      setUpText: (asked) => shareSetUp(asked),
      rules: ({ origin }) => rulesOf(origin).get(),
      keepRules: ({ origin, rules }) =>
        rulesOf(origin)
          .set(rules)
          .then(() => null),
      tryRules: ({ origin, rules }) => tryRules(origin, rules),
      autoSend: async ({ origin }) => {
        const [on, { autoSend: most }] = await Promise.all([autoSendAt(origin).get(), organisation()]);
        return { on: on ?? false, most };
      },
      keepAutoSend: ({ origin, on }) =>
        autoSendAt(origin)
          .set(on)
          .then(() => null),
    },
    {
      open,
      reviewWaiting: review.reviewWaiting,
      reviewList: review.reviewList,
      reviewElsewhere: review.reviewElsewhere,
    },
    (tab) => openForReview(tab, null),
  );

  // Heard so that the worker starts with the browser: jobs go on, and right clicks are remembered, where the sign-in lasts.
  browser.runtime.onStartup.addListener(() => {});
  void lockStorage();
  void forgetEarlierRuns();
  void resumeAll();
  void watchRightClicks();
  void finishSignIns().then((sites) => Promise.all(sites.map(goOnAt)));
});

/** What waited for this sign-in goes on. */
async function goOnAt(site: SiteState): Promise<SiteState> {
  await resumeSignedIn(site.origin);
  return site;
}

type Tab = { id?: number | undefined; windowId: number };

/** Opens the popup for the person's own gesture: the context menu and the shortcut are the browser's, not the page's. */
function openByGesture(tab: Tab | undefined, click: Click | null): Promise<void> {
  // Not awaited, as below.
  if (tab?.id !== undefined) void keepGesture(tab.id);
  return openForReview(tab, click);
}

/**
 * The popup reviews whatever is selected in the window's active tab. Where the browser refuses to open it (a window
 * without the focus, for one), the same popup opens as a tab; not where it refuses because the popup is open already.
 */
async function openForReview(tab: Tab | undefined, click: Click | null): Promise<void> {
  // Not awaited: Firefox opens a popup only while the gesture lasts. The popup asks for it long after this.
  if (tab?.id !== undefined) void keepOpening(tab.id, click);
  try {
    await browser.action.openPopup(tab && { windowId: tab.windowId });
  } catch {
    if (tab?.id === undefined) return;
    await forgetGesture(tab.id);
    const open = await browser.runtime.getContexts({ contextTypes: ['POPUP'] });
    if (open.length > 0) await forgetOpening(tab.id);
    else await browser.tabs.create({ url: browser.runtime.getURL(`/popup.html?tab=${tab.id}`) });
  }
}
