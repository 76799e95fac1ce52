import { router } from '../platform/procedures.ts';
import { askAboutMessages } from './ask-about-messages.ts';
import { getInbox } from './get-inbox.ts';
import { getNotice } from './get-notice.ts';
import { markRead } from './mark-read.ts';
import { nextDelivery } from './next-delivery.ts';
import { getPreferences, updatePreferences } from './preferences.ts';
import { settleDelivery } from './settle-delivery.ts';

export const notifications = router({
  getInbox,
  getNotice,
  markRead,
  getPreferences,
  updatePreferences,
  askAboutMessages,
  nextDelivery,
  settleDelivery,
});
