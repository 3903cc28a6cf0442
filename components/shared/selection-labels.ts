import { i18n } from '#i18n';

/** The words of the tick boxes and their bar, which have none of their own in the page. */
export function selectionLabels() {
  return {
    group: i18n.t('select.group'),
    person: i18n.t('select.person', ['{name}']),
    count: i18n.t('select.count', ['{count}']),
    countAway: i18n.t('select.countAway', ['{count}', '{away}']),
    all: i18n.t('select.all', ['{count}']),
    clear: i18n.t('select.clear'),
    review: i18n.t('select.review'),
    cancel: i18n.t('select.cancel'),
  };
}
