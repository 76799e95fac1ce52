import { z } from 'zod';
import { loadActor } from '../auth/load-actor.ts';
import { openSession } from '../auth/sessions/open-session.ts';
import { rowId } from '../platform/ids.ts';
import { systemProcedure } from '../platform/procedures.ts';
import type { Services } from '../platform/services.ts';
import { takeSeat } from './join-room.ts';
import { wishKey } from './wish-room.ts';

const wishMinutes = 2;
const wish = z.object({ roomId: rowId, at: z.number() });
const shown = z.object({ roomId: rowId });

const input = z.object({
  userId: rowId,
  /** The Activity's instance, which the chat has said is live and theirs. */
  instanceId: z.string().min(1).max(200),
  /** Where it runs. */
  channelId: z.string().max(64).nullable(),
  /** The room that they chose in the Activity itself. */
  roomId: rowId.optional(),
  /** What their browser says that it is. */
  userAgent: z.string().max(1_000).optional(),
});

/**
 * RM-13: the room that an Activity shows to a person whom the chat vouches for: the one that they asked for, else the one
 * that this instance shows, else the one of the voice channel. Takes a seat there; without a room, a token alone, to
 * choose one with. Throws what joining throws.
 */
export const enterFromActivity = systemProcedure.input(input).mutation(async ({ ctx, input }) => {
  const { services } = ctx;
  const actor = await loadActor(services, input.userId, 'browser');
  const roomId = input.roomId ?? (await roomFor(services, input));
  const open = (room: number | null) =>
    openSession(services, actor, { audience: 'activity', roomId: room, userAgent: input.userAgent, parentId: null });
  if (roomId === null) return { ...(await open(null)), pass: null, roomId: null };
  const room = await takeSeat({ ...ctx, actor, allowance: null }, roomId);
  await services.kept.set(instanceKey(input.instanceId), { roomId: room.id });
  return { ...(await open(room.id)), roomId: room.id };
});

const instanceKey = (instanceId: string): string => `activity:${instanceId}`;

async function roomFor(services: Services, { userId, instanceId, channelId }: z.output<typeof input>) {
  const { kept, clock, database } = services;
  const wished = wish.safeParse(await kept.get(wishKey(userId)));
  if (wished.success) {
    // Once: who opens the Activity again later is not led back there for ever.
    await kept.drop(wishKey(userId));
    const isFresh = clock.now().epochMilliseconds - wished.data.at < wishMinutes * 60_000;
    if (isFresh && (await isOpen(services, wished.data.roomId))) return wished.data.roomId;
  }
  const known = shown.safeParse(await kept.get(instanceKey(instanceId)));
  if (known.success && (await isOpen(services, known.data.roomId))) return known.data.roomId;
  if (channelId === null) return null;
  const room = await database.prisma.learningRoom.findFirst({
    where: { voiceChannelId: channelId, status: { not: 'ended' } },
    select: { id: true },
  });
  return room?.id ?? null;
}

const isOpen = async ({ database }: Services, roomId: number): Promise<boolean> =>
  (await database.prisma.learningRoom.count({ where: { id: roomId, status: { not: 'ended' } } })) > 0;
