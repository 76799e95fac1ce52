import { router } from '../platform/procedures.ts';
import { closeFeed } from './calendar/close-feed.ts';
import { getCalendarFile } from './calendar/get-calendar-file.ts';
import { getCalendarLinks } from './calendar/get-calendar-links.ts';
import { getFeed } from './calendar/get-feed.ts';
import { openFeed } from './calendar/open-feed.ts';
import { cancelSession } from './cancel-session.ts';
import { createSession } from './create-session.ts';
import { draftSession, planDraft } from './draft-session.ts';
import { enterSession } from './enter-session.ts';
import { findTimes } from './find-times.ts';
import { getMySessions } from './get-my-sessions.ts';
import { getSession } from './get-session.ts';
import { getUpcomingSessions } from './get-upcoming-sessions.ts';
import { inviteToSession } from './invite-to-session.ts';
import { getGroup, keepGroup } from './keep-group.ts';
import { leaveLateSession } from './leave-late-session.ts';
import { clearMirror } from './mirrors/clear-mirror.ts';
import { getMirrors } from './mirrors/get-mirrors.ts';
import { setMirror } from './mirrors/set-mirror.ts';
import { pingLate } from './ping-late.ts';
import { answerPoll } from './polls/answer-poll.ts';
import { closePoll, decidePoll } from './polls/end-poll.ts';
import { getMyPolls, getPoll } from './polls/get-polls.ts';
import { draftPoll, openPoll, openPollDraft } from './polls/open-poll.ts';
import { muteSession } from './reminders/mute-session.ts';
import { snoozeReminder } from './reminders/snooze-reminder.ts';
import { updateReminders } from './reminders/update-reminders.ts';
import { removeParticipant } from './remove-participant.ts';
import { rescheduleSession } from './reschedule-session.ts';
import { respondToSessionInvite } from './respond-to-session-invite.ts';

export const sessions = router({
  createSession,
  draftSession,
  planDraft,
  getUpcomingSessions,
  getMySessions,
  getSession,
  findTimes,
  openPoll,
  draftPoll,
  openPollDraft,
  answerPoll,
  decidePoll,
  closePoll,
  getPoll,
  getMyPolls,
  keepGroup,
  getGroup,
  inviteToSession,
  respondToSessionInvite,
  removeParticipant,
  cancelSession,
  rescheduleSession,
  enterSession,
  muteSession,
  snoozeReminder,
  updateReminders,
  pingLate,
  leaveLateSession,
  getCalendarLinks,
  getCalendarFile,
  openFeed,
  closeFeed,
  getFeed,
  getMirrors,
  setMirror,
  clearMirror,
});
