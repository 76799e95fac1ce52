import type { Tx } from '../platform/db/database.ts';
import { EchoError } from '../platform/errors.ts';
import type { UserContext } from '../platform/procedures.ts';
import { dayToDate, utcDay } from '../platform/time.ts';

interface Limit {
  /** To all together, in a day. */
  perDay: number;
  /** To one person in a day; of moves, one session. */
  perTarget: number;
}

/** SF-22: how often a person may do what reaches somebody else, on a day of UTC, whatever their plan. */
export const limits = {
  'session.invite': { perDay: 100, perTarget: 5 },
  'room.invite': { perDay: 50, perTarget: 3 },
  'session.move': { perDay: 20, perTarget: 4 },
  'session.ping': { perDay: 20, perTarget: 3 },
  'session.remove': { perDay: 100, perTarget: 5 },
  'skill.endorse': { perDay: 30, perTarget: 5 },
  'match.interest': { perDay: 50, perTarget: 3 },
} as const satisfies Record<string, Limit>;
export type Limited = keyof typeof limits;

/**
 * SF-22: counts that the actor does something once to each of `targets`, in the caller's transaction: where that is undone, so
 * is the count. Throws action_limit or, past what one target may take, target_limit, with when it is free again.
 */
export async function spendLimit(
  tx: Tx,
  { actor, services }: UserContext,
  kind: Limited,
  targets: readonly number[],
): Promise<void> {
  if (targets.length === 0) return;
  const { perDay, perTarget } = limits[kind];
  const day = utcDay(services.clock.now());
  // First the sum, which all calls of this person share: they wait for each other there.
  const used = await count(0, targets.length);
  const resetsAt = day.add({ days: 1 }).toZonedDateTime('UTC').epochMilliseconds;
  if (used > perDay) throw new EchoError('action_limit', { kind, limit: perDay, at: resetsAt });
  for (const target of targets) {
    if ((await count(target, 1)) > perTarget)
      throw new EchoError('target_limit', { kind, limit: perTarget, at: resetsAt });
  }

  async function count(target: number, amount: number): Promise<number> {
    const [row] = await tx.$queryRaw<{ used: number }[]>`
      INSERT INTO action_counts (user_id, day, kind, target, used)
      VALUES (${actor.userId}, ${dayToDate(day)}::date, ${kind}, ${target}, ${amount})
      ON CONFLICT (user_id, day, kind, target) DO UPDATE SET used = action_counts.used + excluded.used RETURNING used`;
    return row?.used ?? amount;
  }
}
