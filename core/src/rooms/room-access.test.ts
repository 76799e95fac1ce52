import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestCore, type Person, type TestCore } from '../../../test/core.ts';
import { block, partnershipRow } from '../../../test/rows.ts';
import { loadActor } from '../auth/load-actor.ts';
import { secretHash } from '../platform/door.ts';
import { EchoError } from '../platform/errors.ts';
import { newKey } from '../platform/storage/key.ts';
import { rooms } from './router.ts';

const kinds = [
  'guest',
  'stranger',
  'invited',
  'member',
  'moderator',
  'acting',
  'owner',
  'removed',
  'former',
  'blocked',
  'elsewhere',
] as const;
type Kind = (typeof kinds)[number];
type Name = keyof typeof rooms._def.record;

/** An open public room, the same ended, and a private one of a partnership that has ended. */
const places = ['open', 'ended', 'parted'] as const;
type Place = (typeof places)[number];
type Outcome = Readonly<Record<Kind, string>>;
type Rule = Readonly<Record<Place, Outcome>>;

const inRoom = ['member', 'moderator', 'acting', 'owner'] as const;
/** What each kind of person is answered: `ok`, or the code of the refusal. */
function outcome(given: Partial<Record<Kind | 'outside' | 'inside', string>>): Outcome {
  const of = (kind: Kind): string => {
    if (kind in given) return given[kind] ?? '';
    if (kind === 'guest') return 'not_signed_in';
    if (kind === 'removed') return 'removed_from_room';
    if (inRoom.some((one) => one === kind)) return given.inside ?? 'ok';
    if (kind === 'blocked' || kind === 'elsewhere') return 'room_not_found';
    return given.outside ?? 'room_not_found';
  };
  return Object.fromEntries(kinds.map((kind) => [kind, of(kind)])) as Record<Kind, string>;
}
/** Who may know of a room that is not open: whoever was in it. Somebody invited, too: the invitation stands. */
const knows = { invited: 'ok' } as const;
const same = (all: Outcome): Rule => ({ open: all, ended: all, parted: all });
const everybody = (code: string): Rule => same(Object.fromEntries(kinds.map((kind) => [kind, code])) as Outcome);

/** Whoever may come in; of a room that has ended they may know, and are told that it has. */
const way: Rule = {
  open: outcome({ outside: 'ok' }),
  ended: outcome({ inside: 'room_ended', invited: 'room_ended' }),
  parted: outcome({ inside: 'room_ended', invited: 'room_ended' }),
};
/** What was made in it: whoever was in it, open or not. */
const content = same(outcome({}));
/** Whoever has a seat in it now. */
const seat: Rule = {
  open: outcome({ outside: 'not_allowed' }),
  ended: outcome({ inside: 'room_ended', invited: 'room_ended' }),
  parted: outcome({ inside: 'room_ended', invited: 'room_ended' }),
};
/** Who leads it, moderators too, among those with a seat. */
const leading: Rule = { ...seat, open: outcome({ outside: 'not_allowed', member: 'not_host' }) };
/** Host and owner; whoever may know of the room is told that it is not theirs to lead. */
const hosting: Rule = {
  open: outcome({ outside: 'not_host', member: 'not_host', moderator: 'not_host' }),
  ended: outcome({ invited: 'not_host', member: 'not_host', moderator: 'not_host' }),
  parted: outcome({ invited: 'not_host', member: 'not_host', moderator: 'not_host' }),
};
const owning: Rule = {
  open: outcome({ outside: 'not_owner', inside: 'not_owner', owner: 'ok' }),
  ended: outcome({ invited: 'not_owner', inside: 'not_owner', owner: 'ok' }),
  parted: outcome({ invited: 'not_owner', inside: 'not_owner', owner: 'ok' }),
};
/** Lists and what is about no room in particular. */
const signedIn = everybody('ok');
const lists: Rule = same({ ...signedIn.open, guest: 'not_signed_in' });
const system = everybody('not_allowed');

/** What our own web server asks for somebody whom it has proven; of a guest it has the member's proof. */
const forPerson = (rule: Rule): Rule =>
  Object.fromEntries(places.map((place) => [place, { ...rule[place], guest: rule[place].member }])) as Rule;

/** Every procedure of rooms. One that is not here fails the test below. */
const table: Readonly<Record<Name, Rule>> = {
  createRoom: lists,
  getMyRooms: lists,
  getPublicRooms: lists,
  getRoom: {
    open: outcome({ outside: 'ok' }),
    ended: outcome(knows),
    parted: outcome(knows),
  },
  joinRoom: way,
  openDoor: way,
  wishRoom: way,
  // The link stands for its person, whoever carries it.
  enterRoom: {
    open: { ...way.open, guest: 'ok' },
    ended: { ...way.ended, guest: 'room_ended' },
    parted: { ...way.parted, guest: 'room_ended' },
  },
  renewPass: everybody('not_signed_in'),
  leaveRoom: {
    open: outcome({ outside: 'ok' }),
    ended: outcome(knows),
    parted: outcome(knows),
  },
  endRoom: hosting,
  reopenRoom: content,
  inviteToRoom: { ...seat, ended: seat.ended, parted: seat.parted },
  // Who was asked answers, whatever has become of the room; nobody else was.
  declineRoomInvite: same({ ...everybody('room_not_found').open, guest: 'not_signed_in', invited: 'ok' }),
  getRoomsClosedToMe: lists,
  setRole: hosting,
  removeParticipant: {
    open: outcome({ outside: 'not_host', member: 'not_host' }),
    ended: outcome({ invited: 'not_host', member: 'not_host' }),
    parted: outcome({ invited: 'not_host', member: 'not_host' }),
  },
  readmitParticipant: hosting,
  offerRoom: owning,
  // It was offered to the member.
  answerOffer: {
    open: outcome({ outside: 'offer_gone', inside: 'offer_gone', member: 'ok' }),
    ended: outcome({ invited: 'offer_gone', inside: 'offer_gone', member: 'ok' }),
    parted: outcome({ invited: 'offer_gone', inside: 'offer_gone', member: 'ok' }),
  },
  addBoard: seat,
  renameBoard: seat,
  getSnapshots: seat,
  loadSnapshot: leading,
  getNotesSnapshots: seat,
  loadNotesSnapshot: leading,
  sendMessage: seat,
  getMessages: content,
  beginUpload: forPerson(seat),
  getFiles: content,
  openFile: forPerson(content),
  removeFile: leading,
  getMade: content,
  // The key stands for its person, whoever carries it: here each one's own, and a guest's with the member's.
  lookAtMade: same({ ...content.open, guest: 'ok' }),
  findMadePage: forPerson(content),
  loadMadePage: system,
  getStanding: system,
  succeedHost: system,
  takeSnapshots: system,
  takeNotesSnapshot: system,
  finishUpload: system,
  loadContent: system,
  loadPeople: system,
  saveContent: system,
  recordPresence: system,
  getVoice: system,
  getVoicePeople: system,
  setVoice: system,
  clearVoice: system,
  getVoiceRooms: system,
  recordVoice: system,
  ringChime: system,
  wasInVoice: system,
  enterFromActivity: system,
};

let core: TestCore;
let people: Record<Exclude<Kind, 'guest'>, Person>;
let target: Person;
let gone: Person;
let pairId: number;

beforeAll(async () => {
  core = await openTestCore();
  const make = async (name: string) => core.newcomer(name);
  people = {
    stranger: await make('Stranger'),
    invited: await make('Invited'),
    member: await make('Member'),
    moderator: await make('Moderator'),
    acting: await make('Acting'),
    owner: await make('Owner'),
    removed: await make('Removed'),
    former: await make('Former'),
    blocked: await make('Blocked'),
    elsewhere: await make('Elsewhere'),
  };
  target = await make('Target');
  gone = await make('Gone');
  const { prisma } = core.services.database;
  const [here, there] = await Promise.all(
    ['here', 'there'].map((externalId) =>
      prisma.community.create({
        data: { platform: 'playground', externalId, name: externalId, matchScope: 'community' },
      }),
    ),
  );
  const all = [...Object.entries(people), ['target', target] as const, ['gone', gone] as const];
  for (const [kind, { userId }] of all) {
    const communityId = (kind === 'elsewhere' ? there : here)?.id ?? 0;
    await prisma.membership.create({ data: { userId, communityId } });
  }
  await block(core, people.acting.userId, people.blocked.userId);
  pairId = (await partnershipRow(core, people.owner.userId, people.former.userId, { status: 'ended' })).id;
});
afterAll(() => core.close());

/** A room with everybody in it as they are, written past the procedures. */
async function makePlace(place: Place) {
  const { prisma } = core.services.database;
  const { owner, acting, moderator, member, removed, blocked, invited } = people;
  const room = await prisma.learningRoom.create({
    data: {
      title: 'Chords',
      isPublic: place !== 'parted',
      status: place === 'ended' ? 'ended' : 'active',
      ownerId: owner.userId,
      hostId: acting.userId,
      offeredToId: member.userId,
      partnershipId: place === 'parted' ? pairId : null,
      maxParticipants: 50,
      boards: { create: { title: '1' } },
      messages: { create: { body: 'secret words', authorId: member.userId } },
      files: {
        create: {
          key: newKey(),
          name: 'a.pdf',
          mediaType: 'application/pdf',
          bytes: 1,
          isReady: true,
          uploaderId: owner.userId,
        },
      },
      invitations: {
        create: {
          inviterId: owner.userId,
          inviteeId: invited.userId,
          tokenHash: newKey(),
          expiresAt: new Date('2100-01-01'),
        },
      },
      participants: {
        create: [
          { userId: owner.userId, role: 'moderator' },
          { userId: acting.userId, role: 'host', actingFrom: 'participant' },
          { userId: moderator.userId, role: 'moderator' },
          { userId: member.userId },
          { userId: target.userId },
          { userId: gone.userId, isActive: false, removedAt: new Date('2020-01-01') },
          { userId: removed.userId, isActive: false, removedAt: new Date('2020-01-01') },
          { userId: blocked.userId, isActive: false },
        ],
      },
    },
    include: { boards: true, files: true },
  });
  const boardId = room.boards[0]?.id ?? 0;
  const point = await prisma.boardSnapshot.create({ data: { boardId, sequence: 1, elements: [] } });
  const notes = await prisma.notesSnapshot.create({ data: { roomId: room.id, text: 'x', createdAt: new Date() } });
  return { roomId: room.id, boardId, fileId: room.files[0]?.id ?? 0, snapshotId: point.id, notesId: notes.id };
}
type Made = Awaited<ReturnType<typeof makePlace>>;

async function apiOf(kind: Kind) {
  if (kind === 'guest') return core.as({ kind: 'guest', locale: 'en', origin: crypto.randomUUID() }).rooms;
  const actor = await loadActor(core.services, people[kind].userId, 'playground');
  // The table asks more in a minute than a person may.
  return core.as({ ...actor, plan: { ...actor.plan, apiCallsPerMinute: 1_000_000 } }).rooms;
}

/** A link or a key of somebody's own, made past the procedures; a guest has found the member's. */
const bearer = (kind: Kind) => (kind === 'guest' ? people.member : people[kind]).userId;
async function linkOf(kind: Kind, roomId: number): Promise<string> {
  const door = newKey();
  await core.services.database.prisma.roomDoor.create({
    data: { tokenHash: secretHash(door), roomId, userId: bearer(kind), expiresAt: new Date('2100-01-01') },
  });
  return door;
}
const keyOf = (kind: Kind, roomId: number) =>
  core.services.links.sign('recap', { userId: bearer(kind), roomId, id: 0 });
const server = () => core.as({ kind: 'system', name: 'test' }).rooms;

type Api = Awaited<ReturnType<typeof apiOf>>;
/** How each procedure is called about a room. */
const calls: Readonly<Record<Name, (api: Api, made: Made, kind: Kind) => Promise<unknown>>> = {
  createRoom: (api) => api.createRoom({ title: 'Mine' }),
  getMyRooms: (api) => api.getMyRooms(),
  getPublicRooms: (api) => api.getPublicRooms({}),
  getRoom: (api, { roomId }) => api.getRoom({ roomId }),
  joinRoom: (api, { roomId }) => api.joinRoom({ roomId }),
  openDoor: (api, { roomId }) => api.openDoor({ roomId }),
  wishRoom: (api, { roomId }) => api.wishRoom({ roomId }),
  enterRoom: async (api, { roomId }, kind) => api.enterRoom({ door: await linkOf(kind, roomId) }),
  renewPass: (api) => api.renewPass({ pass: 'made up' }),
  leaveRoom: (api, { roomId }) => api.leaveRoom({ roomId }),
  endRoom: (api, { roomId }) => api.endRoom({ roomId }),
  reopenRoom: (api, { roomId }) => api.reopenRoom({ roomId }),
  inviteToRoom: (api, { roomId }) => api.inviteToRoom({ roomId, userId: people.stranger.userId }),
  declineRoomInvite: (api, { roomId }) => api.declineRoomInvite({ roomId }),
  getRoomsClosedToMe: (api) => api.getRoomsClosedToMe(),
  setRole: (api, { roomId }) => api.setRole({ roomId, userId: target.userId, role: 'moderator' }),
  removeParticipant: (api, { roomId }) => api.removeParticipant({ roomId, userId: target.userId }),
  readmitParticipant: (api, { roomId }) => api.readmitParticipant({ roomId, userId: gone.userId }),
  offerRoom: (api, { roomId }) => api.offerRoom({ roomId, userId: target.userId }),
  answerOffer: (api, { roomId }) => api.answerOffer({ roomId, isAccepted: true }),
  addBoard: (api, { roomId }) => api.addBoard({ roomId }),
  renameBoard: (api, { roomId, boardId }) => api.renameBoard({ roomId, boardId, title: 'x' }),
  getSnapshots: (api, { roomId, boardId }) => api.getSnapshots({ roomId, boardId }),
  loadSnapshot: (api, made) => api.loadSnapshot(made),
  getNotesSnapshots: (api, { roomId }) => api.getNotesSnapshots({ roomId }),
  loadNotesSnapshot: (api, { roomId, notesId }) => api.loadNotesSnapshot({ roomId, snapshotId: notesId }),
  takeNotesSnapshot: (api, { roomId }) => api.takeNotesSnapshot({ roomId, text: 'x' }),
  sendMessage: (api, { roomId }) => api.sendMessage({ roomId, body: 'hi' }),
  getMessages: (api, { roomId }) => api.getMessages({ roomId }),
  beginUpload: (_api, { roomId }, kind) =>
    server().beginUpload({ userId: bearer(kind), roomId, name: 'a.txt', mediaType: 'text/plain', bytes: 1 }),
  getFiles: (api, { roomId }) => api.getFiles({ roomId }),
  openFile: (_api, { fileId }, kind) => server().openFile({ fileId, userId: bearer(kind) }),
  removeFile: (api, made) => api.removeFile(made),
  getMade: (api, { roomId }) => api.getMade({ roomId }),
  lookAtMade: (api, { roomId }, kind) => api.lookAtMade({ key: keyOf(kind, roomId) }),
  findMadePage: (_api, { roomId, boardId }, kind) =>
    server().findMadePage({
      kind: 'picture',
      key: core.services.links.sign('picture', { userId: bearer(kind), roomId, id: boardId }),
      boardId,
    }),
  loadMadePage: (api, { boardId }) => api.loadMadePage({ boardId }),
  getStanding: (api) => api.getStanding({ pages: [] }),
  succeedHost: (api, { roomId }) => api.succeedHost({ roomId, present: [] }),
  takeSnapshots: (api, { roomId }) => api.takeSnapshots({ roomId, boardIds: [] }),
  finishUpload: (api, { roomId }) => api.finishUpload({ roomId, key: 'none', isWhole: false }),
  loadContent: (api, { roomId }) => api.loadContent({ roomId }),
  loadPeople: (api, { roomId }) => api.loadPeople({ roomId }),
  saveContent: (api, { roomId }) => api.saveContent([{ roomId, document: null, elements: [] }]),
  recordPresence: (api, { roomId }) => api.recordPresence({ roomId, source: 'socket', present: [] }),
  getVoice: (api, { roomId }) => api.getVoice({ roomId }),
  getVoicePeople: (api, { roomId }) => api.getVoicePeople({ roomId }),
  setVoice: (api, { roomId }) => api.setVoice({ roomId, communityId: 1, channelId: '1' }),
  clearVoice: (api) => api.clearVoice({ channelId: '1' }),
  getVoiceRooms: (api) => api.getVoiceRooms(),
  recordVoice: (api, { roomId }) => api.recordVoice({ roomId, present: [] }),
  ringChime: (api, { roomId }) => api.ringChime({ roomId, chime: 'focus', at: 0 }),
  wasInVoice: (api, { roomId }) => api.wasInVoice({ roomId }),
  enterFromActivity: (api) => api.enterFromActivity({ userId: people.owner.userId, instanceId: 'i', channelId: null }),
};

const names = Object.keys(rooms._def.record) as Name[];
const isRead = (name: Name) => name.startsWith('get') || name.startsWith('load') || name.startsWith('look');

test('every procedure of rooms is in the table, and is called', () => {
  expect(names.toSorted()).toEqual(Object.keys(table).toSorted());
  expect(names.toSorted()).toEqual(Object.keys(calls).toSorted());
});

test('what the web server asks for somebody is nobody else’s to ask', async () => {
  const made = await makePlace('open');
  const api = await apiOf('owner');
  const { userId } = people.owner;
  const refused = [
    api.beginUpload({ userId, roomId: made.roomId, name: 'a', mediaType: 'text/plain', bytes: 1 }),
    api.openFile({ fileId: made.fileId, userId }),
    api.findMadePage({ kind: 'picture', key: 'x', boardId: made.boardId }),
  ];
  for (const call of refused) await expect(call).rejects.toThrow('not_allowed');
});

describe.each(places)('who may do what: a room that is %s', (place) => {
  test.each(names)(
    'rooms.%s',
    async (name) => {
      const found: Record<string, string> = {};
      const { prisma } = core.services.database;
      let made = await makePlace(place);
      for (const kind of kinds) {
        core.clock.advance({ seconds: 61 });
        const api = await apiOf(kind);
        const said = await calls[name](api, made, kind).then(
          () => 'ok',
          (error: unknown) => codeOf(error),
        );
        found[kind] = said;
        if (said !== 'ok' || isRead(name)) continue;
        // What they have done is no part of the next one's: neither what they used up nor the rooms that they opened.
        await prisma.usageCounter.deleteMany();
        await prisma.learningRoom.deleteMany();
        made = await makePlace(place);
      }
      expect(found).toEqual(table[name][place]);
    },
    60_000,
  );
});

const codeOf = (error: unknown): string => {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof EchoError ? cause.code : String(error);
};
