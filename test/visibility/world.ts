import { randomUUID } from 'node:crypto';
import type { Actor } from '@echochat/core/platform/actor.ts';
import type { Prisma } from '@echochat/prisma/client.ts';
import type { Person, TestCore } from '../core.ts';
import { block, matchRow, partnershipRow } from '../rows.ts';

/** Who looks. Ana is the host of everything that there is to see; Mia is in her community and takes part in all of it. */
export const viewers = [
  'guest',
  'stranger',
  'other community',
  'blocked',
  'removed',
  'former partner',
  'member',
  'host',
] as const;
export type Viewer = (typeof viewers)[number];

/** What would give something of Ana's away, by the text that stands for it in her rows. */
export const marks = {
  name: 'Ana Zyxname',
  handle: 'zyxhandle',
  headline: 'zyxheadline',
  bio: 'zyxbio',
  location: 'zyxlocation',
  website: 'zyxwebsite',
  zone: 'Pacific/Chatham',
  skill: 'zyxskillwords',
  goal: 'zyxgoal',
  publicRoom: 'zyxpublicroom',
  publicChat: 'zyxpublicchat',
  publicFile: 'zyxpublicfile',
  privateRoom: 'zyxprivateroom',
  privateChat: 'zyxprivatechat',
  formerRoom: 'zyxformerroom',
  formerChat: 'zyxformerchat',
  publicSession: 'zyxpublicsession',
  publicLink: 'zyxpubliclink',
  privateSession: 'zyxprivatesession',
  privateLink: 'zyxprivatelink',
  poll: 'zyxpoll',
  community: 'Zyx Company',
} as const;
export type Mark = keyof typeof marks;

export type State = Record<'person' | 'rooms' | 'sessions', string>;

export interface World {
  ana: Person;
  mia: Person;
  communityId: number;
  publicRoomId: number;
  privateRoomId: number;
  formerRoomId: number;
  boardId: number;
  fileId: number;
  publicSessionId: number;
  privateSessionId: number;
  pollId: number;
  hourId: number;
  skillId: number;
  goalId: number;
  categoryId: number;
  draftHour: Date;
  actorOf(viewer: Viewer): Promise<Actor>;
  /** The open match between Ana and the viewer; 0 for a guest. */
  matchOf(viewer: Viewer): number;
  /** A notification of the viewer's that names Ana; 0 for a guest. */
  noticeOf(viewer: Viewer): number;
  partnershipId: number;
  /** Everything of Ana's as it stands, without the rows of one viewer's own. */
  state(viewer: Viewer): Promise<State>;
}

export async function openWorld(core: TestCore): Promise<World> {
  const { prisma } = core.services.database;
  const at = (hours: number) => new Date(core.clock.now().add({ hours }).epochMilliseconds);
  const [ana, mia] = [await core.newcomer(marks.name, marks.handle), await core.newcomer('Mia', 'mia')];
  const people: Record<Exclude<Viewer, 'guest' | 'host' | 'member'>, Person> = {
    stranger: await core.newcomer('Stranger'),
    'other community': await core.newcomer('Other'),
    blocked: await core.newcomer('Blocked'),
    removed: await core.newcomer('Removed'),
    'former partner': await core.newcomer('Former'),
  };
  const everybody: Record<Exclude<Viewer, 'guest'>, Person> = { ...people, member: mia, host: ana };

  const [company, other] = [marks.community, 'Other'].map((name) =>
    prisma.community.create({ data: { platform: 'slack', externalId: randomUUID(), name } }),
  );
  const communityId = (await company)?.id ?? 0;
  const join = (communityId: number, ...members: Person[]) =>
    prisma.membership.createMany({ data: members.map(({ userId }) => ({ communityId, userId })) });
  await join(communityId, ana, mia, people.blocked, people.removed);
  await join((await other)?.id ?? 0, people['other community'], people['former partner']);

  await prisma.extendedProfile.create({
    data: {
      userId: ana.userId,
      headline: marks.headline,
      bio: marks.bio,
      location: marks.location,
      website: `https://${marks.website}.example.org`,
      isOpenToMentoring: true,
    },
  });
  await prisma.userAvailability.create({ data: { userId: ana.userId, timezone: marks.zone } });
  const categoryId = await core.skillId('Guitar');
  const { id: skillId } = await prisma.userSkill.create({
    data: { userId: ana.userId, categoryId, type: 'teach', proficiencyLevel: 8, description: marks.skill },
  });
  const { id: goalId } = await prisma.learningGoal.create({ data: { userId: ana.userId, title: marks.goal } });
  await prisma.user.updateMany({ data: { isMatchable: true, onboardedAt: at(-1) } });
  for (const { userId } of Object.values(everybody))
    if (userId !== ana.userId)
      await prisma.userSkill.create({ data: { userId, categoryId, type: 'learn', proficiencyLevel: 2 } });

  type Seat = Prisma.RoomParticipantUncheckedCreateWithoutRoomInput;
  const seat = (userId: number, given: Partial<Seat> = {}): Seat => ({ userId, joinedAt: at(-1), ...given });
  const room = (title: string, isPublic: boolean, seats: Seat[], body: string, partnershipId?: number) =>
    prisma.learningRoom.create({
      data: {
        title,
        hostId: ana.userId,
        ownerId: ana.userId,
        categoryId,
        isPublic,
        status: 'active',
        createdAt: at(-1),
        ...(partnershipId === undefined ? {} : { partnershipId }),
        participants: { create: [seat(ana.userId, { role: 'host' }), ...seats] },
        messages: { create: { authorId: ana.userId, body } },
        boards: { create: { title: 'Page 1' } },
      },
      include: { boards: true },
    });
  const { blocked, removed } = people;
  const former = await partnershipRow(core, ana.userId, people['former partner'].userId, { status: 'ended' });
  const publicRoom = await room(
    marks.publicRoom,
    true,
    [seat(mia.userId), seat(blocked.userId), seat(removed.userId, { removedAt: at(0), isActive: false })],
    marks.publicChat,
  );
  const privateRoom = await room(
    marks.privateRoom,
    false,
    [seat(mia.userId), seat(removed.userId, { removedAt: at(0), isActive: false })],
    marks.privateChat,
  );
  const formerRoom = await room(marks.formerRoom, false, [], marks.formerChat, former.id);
  const { id: fileId } = await prisma.roomFile.create({
    data: {
      roomId: publicRoom.id,
      uploaderId: ana.userId,
      name: marks.publicFile,
      mediaType: 'image/png',
      bytes: 10,
      key: randomUUID().replaceAll('-', ''),
      isReady: true,
      createdAt: at(0),
    },
  });

  type Asked = Prisma.SessionParticipantUncheckedCreateWithoutSessionInput;
  const session = (title: string, isPublic: boolean, link: string, asked: Asked[]) =>
    prisma.scheduledSession.create({
      data: {
        title,
        hostId: ana.userId,
        isPublic,
        scheduledAt: at(48),
        duration: 60,
        timezone: marks.zone,
        meetingLink: `https://meet.example.org/${link}`,
        participants: { create: [{ userId: ana.userId, status: 'accepted' }, ...asked] },
      },
    });
  const accepted = ({ userId }: Person): Asked => ({ userId, status: 'accepted' });
  const gone: Asked = { userId: removed.userId, status: 'declined', removedAt: at(0) };
  const publicSession = await session(marks.publicSession, true, marks.publicLink, [
    accepted(mia),
    accepted(blocked),
    gone,
  ]);
  const privateSession = await session(marks.privateSession, false, marks.privateLink, [accepted(mia), gone]);
  const poll = await prisma.sessionPoll.create({
    data: {
      title: marks.poll,
      hostId: ana.userId,
      duration: 60,
      timezone: marks.zone,
      maxParticipants: 10,
      closesAt: at(24),
      createdAt: at(0),
      hours: { create: [{ at: at(72), place: 0 }] },
      voters: {
        create: [{ userId: ana.userId, answeredAt: at(0) }, { userId: mia.userId }, { userId: blocked.userId }],
      },
    },
    include: { hours: true },
  });

  const matches = new Map<Viewer, number>();
  const notices = new Map<Viewer, number>();
  for (const viewer of viewers) {
    if (viewer === 'guest' || viewer === 'host') continue;
    const { userId } = everybody[viewer];
    const { id: matchId } = await matchRow(core, ana.userId, userId);
    matches.set(viewer, matchId);
    const payload = { personId: ana.userId, matchId };
    const data = { userId, kind: 'match.interest', eventKey: randomUUID(), payload, createdAt: at(0) };
    notices.set(viewer, (await prisma.notification.create({ data })).id);
  }
  await block(core, ana.userId, blocked.userId);

  const roomIds = [publicRoom.id, privateRoom.id, formerRoom.id];
  const sessionIds = [publicSession.id, privateSession.id];
  return {
    ana,
    mia,
    communityId,
    publicRoomId: publicRoom.id,
    privateRoomId: privateRoom.id,
    formerRoomId: formerRoom.id,
    boardId: publicRoom.boards[0]?.id ?? 0,
    fileId,
    publicSessionId: publicSession.id,
    privateSessionId: privateSession.id,
    pollId: poll.id,
    hourId: poll.hours[0]?.id ?? 0,
    skillId,
    goalId,
    categoryId,
    draftHour: at(96),
    partnershipId: former.id,
    matchOf: (viewer) => matches.get(viewer) ?? 0,
    noticeOf: (viewer) => notices.get(viewer) ?? 0,
    async actorOf(viewer) {
      if (viewer === 'guest') return { kind: 'guest', locale: 'en', origin: randomUUID() };
      const actor = await everybody[viewer].actor();
      const perDay = { matches: -1, rooms: -1, sessions: -1, resourceUploads: -1 };
      return { ...actor, plan: { ...actor.plan, perDay, maxRooms: -1, apiCallsPerMinute: 1_000_000 } };
    },
    async state(viewer) {
      const own = viewer === 'guest' ? 0 : everybody[viewer].userId;
      const others = { userId: { not: own } };
      const hers = { userId: ana.userId };
      const inRooms = { where: { roomId: { in: roomIds } }, orderBy: { id: 'asc' } } as const;
      const person = await Promise.all([
        prisma.user.findUnique({ where: { id: ana.userId }, omit: { updatedAt: true, lastSeenAt: true } }),
        prisma.extendedProfile.findMany({ where: hers }),
        prisma.userAvailability.findMany({ where: hers }),
        prisma.userSkill.findMany({ where: hers }),
        prisma.learningGoal.findMany({ where: hers }),
        prisma.identity.findMany({ where: hers, select: { userId: true, externalId: true } }),
        prisma.membership.findMany({ where: { ...hers, communityId } }),
        prisma.learningMatch.findMany({ where: { userId1: ana.userId } }),
        prisma.learningPartnership.findMany({ where: { userId1: ana.userId } }),
        prisma.notification.findMany({ where: hers, orderBy: { id: 'asc' } }),
      ]);
      const rooms = await Promise.all([
        prisma.learningRoom.findMany({ where: { id: { in: roomIds } }, orderBy: { id: 'asc' } }),
        prisma.roomParticipant.findMany({ ...inRooms, where: { ...inRooms.where, ...others } }),
        prisma.roomMessage.findMany(inRooms),
        prisma.roomBoard.findMany(inRooms),
        prisma.roomFile.findMany(inRooms),
        prisma.roomInvitation.findMany(inRooms),
      ]);
      const sessions = await Promise.all([
        prisma.scheduledSession.findMany({ where: { id: { in: sessionIds } }, orderBy: { id: 'asc' } }),
        prisma.sessionParticipant.findMany({
          where: { OR: [{ sessionId: { in: sessionIds }, ...others }, hers] },
          orderBy: { id: 'asc' },
        }),
        prisma.sessionPoll.findMany({ where: { id: poll.id } }),
        prisma.pollVoter.findMany({ where: { pollId: poll.id, ...others } }),
        prisma.pollVote.findMany({ where: { hour: { pollId: poll.id }, ...others } }),
      ]);
      return { person: JSON.stringify(person), rooms: JSON.stringify(rooms), sessions: JSON.stringify(sessions) };
    },
  };
}
