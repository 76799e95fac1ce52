import type { Command } from './command.ts';
import { discoverMentors } from './discover/mentors.ts';
import { discoverSkill } from './discover/skill.ts';
import { discoverSuggestions } from './discover/suggestions.ts';
import { echo } from './echo.ts';
import { goalsAdd } from './goals/add.ts';
import { goalsList } from './goals/list.ts';
import { goalsRemove } from './goals/remove.ts';
import { goalsUpdate } from './goals/update.ts';
import { helpWith } from './help.ts';
import { inbox } from './inbox.ts';
import { link } from './link.ts';
import { matchAccept } from './match/accept.ts';
import { matchDecline } from './match/decline.ts';
import { matchFeedback } from './match/feedback.ts';
import { matchFind } from './match/find.ts';
import { matchList } from './match/list.ts';
import { matchPartners } from './match/partners.ts';
import { matchWhy } from './match/why.ts';
import { profileAvailability } from './profile/availability.ts';
import { profileAvatar } from './profile/avatar.ts';
import { profileEdit } from './profile/edit.ts';
import { profileView } from './profile/view.ts';
import { roomCreate } from './room/create.ts';
import { roomDecline } from './room/decline.ts';
import { roomEnd } from './room/end.ts';
import { roomInvite } from './room/invite.ts';
import { roomJoin } from './room/join.ts';
import { roomLeave } from './room/leave.ts';
import { roomList } from './room/list.ts';
import { roomMade } from './room/made.ts';
import { roomMine } from './room/mine.ts';
import { roomReopen } from './room/reopen.ts';
import { roomSettings } from './room/settings.ts';
import { roomTake } from './room/take.ts';
import { block } from './safety/block.ts';
import { blocks } from './safety/blocks.ts';
import { report } from './safety/report.ts';
import { reports } from './safety/reports.ts';
import { unblock } from './safety/unblock.ts';
import { sessionAccept, sessionDecline } from './session/answers.ts';
import { sessionCalendar } from './session/calendar.ts';
import { sessionCancel, sessionInvite, sessionReschedule } from './session/changes.ts';
import { sessionCreate } from './session/create.ts';
import { sessionFind } from './session/find.ts';
import { sessionJoin, sessionLate, sessionRemind } from './session/hour.ts';
import { sessionMine, sessionUpcoming, sessionView } from './session/lists.ts';
import { sessionPoll, sessionSettle, sessionVote } from './session/poll.ts';
import { sessionRemove } from './session/remove.ts';
import { settings } from './settings.ts';
import { setup } from './setup.ts';
import { skillsAdd } from './skills/add.ts';
import { skillsBrowse } from './skills/browse.ts';
import { skillsEndorse } from './skills/endorse.ts';
import { skillsList } from './skills/list.ts';
import { skillsRemove } from './skills/remove.ts';
import { skillsUpdate } from './skills/update.ts';

/** Every command, in the order that people meet them. A new one is a file and a line here. */
export const commands: readonly Command[] = [
  echo,
  matchFind,
  matchList,
  matchWhy,
  matchAccept,
  matchDecline,
  matchPartners,
  matchFeedback,
  skillsAdd,
  skillsList,
  skillsUpdate,
  skillsRemove,
  skillsBrowse,
  skillsEndorse,
  discoverSkill,
  discoverMentors,
  discoverSuggestions,
  profileView,
  profileEdit,
  profileAvailability,
  profileAvatar,
  goalsAdd,
  goalsList,
  goalsUpdate,
  goalsRemove,
  roomCreate,
  roomList,
  roomMine,
  roomJoin,
  roomLeave,
  roomInvite,
  roomDecline,
  roomSettings,
  roomTake,
  roomEnd,
  roomReopen,
  roomMade,
  sessionCreate,
  sessionFind,
  sessionPoll,
  sessionVote,
  sessionSettle,
  sessionMine,
  sessionUpcoming,
  sessionView,
  sessionAccept,
  sessionDecline,
  sessionInvite,
  sessionReschedule,
  sessionCancel,
  sessionRemove,
  sessionJoin,
  sessionRemind,
  sessionLate,
  sessionCalendar,
  inbox,
  settings,
  block,
  unblock,
  blocks,
  report,
  reports,
  setup,
  link,
  helpWith(() => commands),
];

const byPath = new Map<string, Command>(commands.map((command) => [command.path, command]));

export const commandAt = (path: string): Command | undefined => byPath.get(path);
