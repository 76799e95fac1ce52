import { router } from '../platform/procedures.ts';
import { askAboutMessages } from './ask-about-messages.ts';
import { claimDeliveries, nextDeliveryAt } from './claim-deliveries.ts';
import { getInbox } from './get-inbox.ts';
import { getNotice } from './get-notice.ts';
import { keepDeliveries } from './keep-deliveries.ts';
import { markRead } from './mark-read.ts';
import { openInbox } from './open-inbox.ts';
import { getPreferences, updatePreferences } from './preferences.ts';
import { settleDeliveries } from './settle-deliveries.ts';
import { watchInbox } from './watch-inbox.ts';

export const notifications = router({
  getInbox,
  openInbox,
  getNotice,
  watchInbox,
  markRead,
  getPreferences,
  updatePreferences,
  askAboutMessages,
  claimDeliveries,
  nextDeliveryAt,
  keepDeliveries,
  settleDeliveries,
});
