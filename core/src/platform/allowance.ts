import type { AllowanceKind } from './actor.ts';
import type { Tx } from './db/database.ts';
import { EchoError } from './errors.ts';
import type { UserContext } from './procedures.ts';
import { dayToDate, utcDay } from './time.ts';

export interface Allowance {
  /** What is left today; Infinity where the plan sets no limit. */
  remaining: number;
  /** Counts `amount` things done. Throws `daily_limit` past what is left. */
  spend(amount: number): Promise<void>;
}

/**
 * Opens the daily allowance that the procedure's metadata names, and holds its row until the transaction ends: calls of
 * one person at the same time wait for each other here, so their sum never exceeds the plan. The day is UTC's.
 */
export async function openAllowance(tx: Tx, ctx: UserContext): Promise<Allowance> {
  const { actor, allowance: kind, services } = ctx;
  if (kind === null) throw new Error('the procedure declares no allowance');
  const limit = actor.plan.perDay[kind];
  if (limit < 0) return { remaining: Number.POSITIVE_INFINITY, spend: async () => {} };

  const day = utcDay(services.clock.now());
  const [row] = await tx.$queryRaw<{ used: number }[]>`
    INSERT INTO usage_counters (user_id, day, kind, used) VALUES (${actor.userId}, ${dayToDate(day)}::date, ${kind}, 0)
    ON CONFLICT (user_id, day, kind) DO UPDATE SET used = usage_counters.used RETURNING used`;
  const remaining = Math.max(0, limit - (row?.used ?? 0));
  return {
    remaining,
    async spend(amount) {
      if (amount > remaining) throw dailyLimit(kind, limit, day);
      await tx.$executeRaw`UPDATE usage_counters SET used = used + ${amount}
        WHERE user_id = ${actor.userId} AND day = ${dayToDate(day)}::date AND kind = ${kind}`;
    },
  };
}

/** The refusal, with the instant from which there is more, for the surface to say in the person's own time. */
export function dailyLimit(kind: AllowanceKind, limit: number, day: Temporal.PlainDate): EchoError {
  const resetsAt = day.add({ days: 1 }).toZonedDateTime('UTC').epochMilliseconds;
  return new EchoError('daily_limit', { kind, limit, resetsAt });
}
