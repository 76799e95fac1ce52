import type { BrowserAudience } from '@echochat/prisma/client.ts';
import type { GrantedProcedures } from '../platform/actor.ts';

// What a browser's token may call, by what it was given for. What is not named here is refused to it, whatever the person
// may do in their chat. `own room` is held to the room that the token is for, by the `roomId` of its input.

/** Wherever people are seen, they can be blocked and reported. */
const sayingNo: GrantedProcedures = {
  'safety.block': 'any',
  'safety.unblock': 'any',
  'safety.report': 'any',
};

/** What a room's page does beside its socket. */
const ofOneRoom: GrantedProcedures = {
  ...sayingNo,
  'auth.createToken': 'any',
  'auth.signOut': 'any',
  'rooms.getRoom': 'own room',
  'rooms.joinRoom': 'own room',
  'rooms.leaveRoom': 'own room',
  'rooms.getMessages': 'own room',
  'rooms.sendMessage': 'own room',
  'rooms.getFiles': 'own room',
  'rooms.getSnapshots': 'own room',
};

/** Where rooms are chosen. */
const listOfRooms: GrantedProcedures = {
  'rooms.getMyRooms': 'any',
  'rooms.getPublicRooms': 'any',
  'rooms.createRoom': 'any',
  'rooms.reopenRoom': 'any',
  'rooms.declineRoomInvite': 'any',
};

/** A person's own pages: inbox, sessions, rooms. */
const ofOwnPages: GrantedProcedures = {
  ...sayingNo,
  ...listOfRooms,
  'auth.createToken': 'any',
  'auth.signOut': 'any',
  'rooms.openDoor': 'any',
  'rooms.answerOffer': 'any',
  'matching.getPartnerships': 'any',
  'skills.getMySkills': 'any',
  'notifications.getInbox': 'any',
  'notifications.getNotice': 'any',
  'notifications.watchInbox': 'any',
  'notifications.markRead': 'any',
  'notifications.getPreferences': 'any',
  'notifications.updatePreferences': 'any',
  'sessions.getMySessions': 'any',
  'sessions.getUpcomingSessions': 'any',
  'sessions.getSession': 'any',
  'sessions.createSession': 'any',
  'sessions.findTimes': 'any',
  'sessions.rescheduleSession': 'any',
  'sessions.cancelSession': 'any',
  'sessions.respondToSessionInvite': 'any',
  'sessions.enterSession': 'any',
  'sessions.inviteToSession': 'any',
  'sessions.removeParticipant': 'any',
  'sessions.muteSession': 'any',
  'sessions.updateReminders': 'any',
  'sessions.getMyPolls': 'any',
  'sessions.getPoll': 'any',
  'sessions.openPoll': 'any',
  'sessions.answerPoll': 'any',
  'sessions.decidePoll': 'any',
  'sessions.closePoll': 'any',
};

/** Null is everything that the person may do. The playground's people are invented, and it is for trying all of it. */
export const audiences: Readonly<Record<BrowserAudience, GrantedProcedures | null>> = {
  room: ofOneRoom,
  activity: { ...ofOneRoom, ...listOfRooms },
  pages: ofOwnPages,
  playground: null,
};
