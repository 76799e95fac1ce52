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

interface Hour {
  at: Date;
  minutes: number;
  /** This session is no clash. */
  except?: number;
}

/** SE-4: throws session_clash where the person has said yes to something else at that time. Touching is no clash. */
export async function refuseClash(tx: Tx, userId: number, hour: Hour): Promise<void> {
  const [clash] = await clashesOf(tx, [userId], hour);
  if (clash)
    throw new EchoError('session_clash', { id: clash.id, title: clash.title, at: clash.scheduledAt.getTime() });
}

interface Clash {
  userId: number;
  id: number;
  title: string;
  scheduledAt: Date;
}

/** What these people have said yes to at that time, the soonest first. */
export function clashesOf(tx: Tx, userIds: readonly number[], { at, minutes, except }: Hour): Promise<Clash[]> {
  const end = new Date(at.getTime() + minutes * 60_000);
  return tx.$queryRaw<Clash[]>`
    SELECT p.user_id AS "userId", s.id, s.title, s.scheduled_at AS "scheduledAt"
    FROM session_participants p JOIN scheduled_sessions s ON s.id = p.session_id
    WHERE p.user_id = ANY(${[...userIds]}::int[]) AND p.status = 'accepted' AND s.status IN ('scheduled', 'in_progress')
      AND s.id <> ${except ?? 0} AND s.scheduled_at < ${end}
      AND s.scheduled_at > ${at}::timestamptz - make_interval(mins => 240)
      AND s.scheduled_at + make_interval(mins => s.duration) > ${at} ORDER BY s.scheduled_at`;
}
