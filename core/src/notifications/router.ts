import { router } from '../platform/procedures.ts';
import { getInbox } from './get-inbox.ts';
import { getNotice } from './get-notice.ts';
import { markRead } from './mark-read.ts';
import { getPreferences, updatePreferences } from './preferences.ts';

export const notifications = router({ getInbox, getNotice, markRead, getPreferences, updatePreferences });
