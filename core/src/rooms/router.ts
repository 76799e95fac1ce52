import { router } from '../platform/procedures.ts';
import { addBoard } from './add-board.ts';
import { answerOffer } from './answer-offer.ts';
import { createRoom } from './create-room.ts';
import { declineRoomInvite } from './decline-room-invite.ts';
import { endRoom } from './end-room.ts';
import { enterFromActivity } from './enter-from-activity.ts';
import { enterRoom } from './enter-room.ts';
import { beginUpload } from './files/begin-upload.ts';
import { finishUpload } from './files/finish-upload.ts';
import { getFiles } from './files/get-files.ts';
import { openFile } from './files/open-file.ts';
import { removeFile } from './files/remove-file.ts';
import { getMessages } from './get-messages.ts';
import { getMyRooms } from './get-my-rooms.ts';
import { getNotesSnapshots } from './get-notes-snapshots.ts';
import { getPublicRooms } from './get-public-rooms.ts';
import { getRoom } from './get-room.ts';
import { getRoomsClosedToMe } from './get-rooms-closed-to-me.ts';
import { getSnapshots } from './get-snapshots.ts';
import { getStanding } from './get-standing.ts';
import { inviteToRoom } from './invite-to-room.ts';
import { joinRoom } from './join-room.ts';
import { leaveRoom } from './leave-room.ts';
import { loadContent } from './load-content.ts';
import { loadNotesSnapshot } from './load-notes-snapshot.ts';
import { loadPeople } from './load-people.ts';
import { loadSnapshot } from './load-snapshot.ts';
import { getMade } from './made/get-made.ts';
import { lookAtMade } from './made/look-at-made.ts';
import { findMadePage, loadMadePage } from './made/made-page.ts';
import { offerRoom } from './offer-room.ts';
import { openDoor } from './open-door.ts';
import { readmitParticipant } from './readmit-participant.ts';
import { recordPresence } from './record-presence.ts';
import { removeParticipant } from './remove-participant.ts';
import { renameBoard } from './rename-board.ts';
import { renewPass } from './renew-pass.ts';
import { reopenRoom } from './reopen-room.ts';
import { saveContent } from './save-content.ts';
import { sendMessage } from './send-message.ts';
import { setRole } from './set-role.ts';
import { succeedHost } from './succeed-host.ts';
import { takeNotesSnapshot } from './take-notes-snapshot.ts';
import { takeSnapshots } from './take-snapshots.ts';
import { clearVoice } from './voice/clear-voice.ts';
import { getVoice } from './voice/get-voice.ts';
import { getVoicePeople } from './voice/get-voice-people.ts';
import { getVoiceRooms } from './voice/get-voice-rooms.ts';
import { recordVoice } from './voice/record-voice.ts';
import { ringChime } from './voice/ring-chime.ts';
import { setVoice } from './voice/set-voice.ts';
import { wasInVoice } from './voice/was-in-voice.ts';
import { wishRoom } from './wish-room.ts';

export const rooms = router({
  createRoom,
  getRoom,
  getPublicRooms,
  joinRoom,
  leaveRoom,
  endRoom,
  getMyRooms,
  getRoomsClosedToMe,
  reopenRoom,
  inviteToRoom,
  declineRoomInvite,
  openDoor,
  enterRoom,
  renewPass,
  setRole,
  removeParticipant,
  readmitParticipant,
  offerRoom,
  answerOffer,
  succeedHost,
  addBoard,
  renameBoard,
  getSnapshots,
  getStanding,
  loadSnapshot,
  takeSnapshots,
  getNotesSnapshots,
  loadNotesSnapshot,
  takeNotesSnapshot,
  sendMessage,
  getMessages,
  beginUpload,
  finishUpload,
  getFiles,
  openFile,
  removeFile,
  loadContent,
  loadPeople,
  saveContent,
  recordPresence,
  getMade,
  lookAtMade,
  findMadePage,
  loadMadePage,
  getVoice,
  getVoicePeople,
  setVoice,
  clearVoice,
  getVoiceRooms,
  recordVoice,
  ringChime,
  wasInVoice,
  wishRoom,
  enterFromActivity,
});
