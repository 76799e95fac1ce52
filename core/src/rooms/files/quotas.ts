import type { Tx } from '../../platform/db/database.ts';
import { EchoError } from '../../platform/errors.ts';
import type { UserContext } from '../../platform/procedures.ts';
import { dayToDate, toDate, utcDay } from '../../platform/time.ts';

const megabyte = 1_048_576;

/** RM-15: everything that limits the bytes of files, in bytes unless said. */
export const quotas = {
  file: 25 * megabyte,
  /** An image on a board. */
  image: 5 * megabyte,
  room: 250 * megabyte,
  filesInRoom: 200,
  /** One person's, of a day (UTC's), counting what they took away again. */
  personPerDay: 500 * megabyte,
  /** One person's on their way at once: more would keep the places of a whole room. */
  personUnderWay: 50 * megabyte,
  /** Everybody's together. */
  everybody: 100 * 1_024 * megabyte,
} as const;

/** How long a place is kept for what has not arrived, in minutes: longer than the web server waits for any request. */
export const reservationMinutes = 10;

const usageKind = 'fileBytes';
export const inMegabytes = (bytes: number): number => Math.round(bytes / megabyte);

/** What is there, and what may still arrive. */
const counted = ({ services }: UserContext) => ({
  OR: [
    { isReady: true },
    { createdAt: { gt: toDate(services.clock.now().subtract({ minutes: reservationMinutes })) } },
  ],
});

/** Throws files_full where one more of so many bytes is too much for the room, which the caller holds. */
export async function requireSpace(tx: Tx, ctx: UserContext, roomId: number, bytes: number): Promise<void> {
  const here = await tx.roomFile.aggregate({ where: { roomId, ...counted(ctx) }, _count: true, _sum: { bytes: true } });
  if (here._count >= quotas.filesInRoom || (here._sum.bytes ?? 0) + bytes > quotas.room)
    throw new EchoError('files_full');
}

/**
 * Counts so many bytes as the actor's of today. Their row is held until the transaction ends, so that what they begin at
 * once is counted one after the other. Throws files_full_today, files_under_way, storage_full.
 */
export async function spendBytes(tx: Tx, ctx: UserContext, bytes: number): Promise<void> {
  const { actor, services } = ctx;
  const day = dayToDate(utcDay(services.clock.now()));
  const [row] = await tx.$queryRaw<{ used: number }[]>`
    INSERT INTO usage_counters (user_id, day, kind, used) VALUES (${actor.userId}, ${day}::date, ${usageKind}, ${bytes})
    ON CONFLICT (user_id, day, kind) DO UPDATE SET used = usage_counters.used + ${bytes} RETURNING used`;
  if ((row?.used ?? 0) > quotas.personPerDay)
    throw new EchoError('files_full_today', { limit: inMegabytes(quotas.personPerDay) });
  const mine = await tx.roomFile.aggregate({
    where: { uploaderId: actor.userId, isReady: false, ...counted(ctx) },
    _sum: { bytes: true },
  });
  if ((mine._sum.bytes ?? 0) + bytes > quotas.personUnderWay) throw new EchoError('files_under_way');
  const [all] = await tx.$queryRaw<{ bytes: bigint | null }[]>`SELECT sum(bytes)::bigint AS bytes FROM room_files`;
  if (Number(all?.bytes ?? 0) + bytes > quotas.everybody) throw new EchoError('storage_full');
}

/** Gives back what was counted for a file that did not arrive. */
export async function giveBytesBack(
  tx: Tx,
  { uploaderId, bytes, createdAt }: { uploaderId: number | null; bytes: number; createdAt: Date },
): Promise<void> {
  const day = dayToDate(utcDay(Temporal.Instant.fromEpochMilliseconds(createdAt.getTime())));
  await tx.$executeRaw`UPDATE usage_counters SET used = greatest(0, used - ${bytes})
    WHERE user_id = ${uploaderId} AND day = ${day}::date AND kind = ${usageKind}`;
}
