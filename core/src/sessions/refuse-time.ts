import type { Tx } from '../platform/db/database.ts';
import { EchoError } from '../platform/errors.ts';

/** A session is planned a year ahead at most: beyond it nobody knows their week. */
const furthestDays = 366;

/** SE-3: throws session_past, session_too_far. */
export function refuseTime(at: Date, now: Temporal.Instant): void {
  const ahead = at.getTime() - now.epochMilliseconds;
  if (ahead <= 0) throw new EchoError('session_past', { at: at.getTime() });
  if (ahead > furthestDays * 86_400_000) throw new EchoError('session_too_far', { days: furthestDays });
}

/** SE-4: throws session_clash where the person has said yes to something else at that time. Touching is no clash. */
export async function refuseClash(
  tx: Tx,
  userId: number,
  { at, minutes, except }: { at: Date; minutes: number; except?: number },
): Promise<void> {
  const end = new Date(at.getTime() + minutes * 60_000);
  const [clash] = await tx.$queryRaw<{ id: number; title: string; scheduled_at: Date }[]>`
    SELECT s.id, s.title, s.scheduled_at FROM session_participants p JOIN scheduled_sessions s ON s.id = p.session_id
    WHERE p.user_id = ${userId} AND p.status = 'accepted' AND s.status IN ('scheduled', 'in_progress')
      AND s.id <> ${except ?? 0} AND s.scheduled_at < ${end}
      AND s.scheduled_at > ${at}::timestamptz - make_interval(mins => 240)
      AND s.scheduled_at + make_interval(mins => s.duration) > ${at} ORDER BY s.scheduled_at LIMIT 1`;
  if (clash)
    throw new EchoError('session_clash', { id: clash.id, title: clash.title, at: clash.scheduled_at.getTime() });
}
