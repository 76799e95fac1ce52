// The rooms in a process of their own, so that its memory and its answers are its alone.
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { openRoomSockets } from '@echochat/activity-server/rooms/sockets.ts';
import { openCore } from '@echochat/core/core.ts';
import { openLog } from '@echochat/core/platform/log.ts';

const [floods = '1'] = process.argv.slice(2);
const core = await openCore({
  databaseUrl: process.env.DATABASE_URL ?? null,
  redisUrl: null,
  authSecret: 'bench'.repeat(8),
  files: { kind: 'folder', path: tmpdir() },
  log: openLog('silent'),
});
const { prisma } = core.services.database;
await prisma.subscriptionPlan.upsert({
  where: { name: 'free' },
  create: {
    name: 'free',
    features: { roomsPerDay: -1, sessionsPerDay: -1, resourceUploadsPerDay: -1, apiCallsPerMinute: 60 },
    ...{
      maxRooms: -1,
      maxParticipantsPerRoom: 50,
      maxSkills: -1,
      maxMatchesPerDay: -1,
      priceMonthly: 0,
      priceYearly: 0,
    },
  },
  update: {},
});
const run = Date.now().toString(36);
let count = 0;
async function person() {
  count += 1;
  const handle = `${run}x${count}`;
  const known = { platform: 'playground', externalId: handle, handle, displayName: handle } as const;
  const { userId } = await core.as({ kind: 'system', name: 'bench' }).auth.identify(known);
  const { token } = await core.as(await core.actor(userId, 'playground')).auth.createToken();
  return { userId, token };
}
async function room(people: number) {
  const { id } = await prisma.learningRoom.create({ data: { title: 'Bench', maxParticipants: 50 } });
  const board = await prisma.roomBoard.create({ data: { roomId: id, title: '1' } });
  const seats: (Awaited<ReturnType<typeof person>> & { room: number; board: number })[] = [];
  for (let place = 0; place < people; place += 1) {
    const seat = { room: id, board: board.id, ...(await person()) };
    // Each has been in it, so that they may come in again.
    await prisma.roomParticipant.create({ data: { roomId: id, userId: seat.userId } });
    seats.push(seat);
  }
  return seats;
}
const quiet = await room(2);
const loud: Awaited<ReturnType<typeof room>>[] = [];
for (let at = 0; at < Number(floods); at += 1) loud.push(await room(3));

const server = createServer((_request, response) => void response.end('ok'));
const sockets = openRoomSockets(server, core, { isOurs: () => true });
await new Promise<void>((resolve) => server.listen(0, resolve));
const address = server.address();
process.send?.({ port: typeof address === 'object' ? address?.port : 0, quiet, loud });
process.on('message', async (message) => {
  if (message === 'gc') {
    globalThis.gc?.();
    process.send?.({ done: true });
  }
  if (message !== 'close') return;
  await sockets.close();
  await prisma.learningRoom.deleteMany({
    where: { id: { in: [quiet, ...loud].flatMap((seats) => seats[0]?.room ?? []) } },
  });
  await core.close();
  process.exit(0);
});
