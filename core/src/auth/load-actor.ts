import type { UserActor } from '../platform/actor.ts';
import { EchoError } from '../platform/errors.ts';
import { provenUserId } from '../platform/ids.ts';
import type { Services } from '../platform/services.ts';
import { type AccountRow, accountOf, accountsOf } from './account.sql.ts';
import { permissionsOf, planOf } from './plans.ts';

/**
 * The person behind a proven user id, with plan and permissions as the rows say now. Throws `not_signed_in` for an
 * account that is gone.
 */
export async function loadActor(
  { database, clock }: Services,
  userId: number,
  via: UserActor['via'],
): Promise<UserActor> {
  const [account] = await database.query<AccountRow>(accountOf, [userId, clock.now().toString()]);
  if (!account) throw new EchoError('not_signed_in');
  return actorOf(account, via);
}

/** The same for many at once, by user id; an account that is gone is left out. */
export async function loadActors(
  { database, clock }: Services,
  userIds: readonly number[],
  via: UserActor['via'],
): Promise<Map<number, UserActor>> {
  const accounts = await database.query<AccountRow>(accountsOf, [userIds, clock.now().toString()]);
  return new Map(accounts.map((account) => [account.userId, actorOf(account, via)]));
}

export function actorOf(account: AccountRow, via: UserActor['via']): UserActor {
  const { handle, displayName, role, locale, timezone, isOnboarded, isMatchable, subscribedPlanId, expiresAt, plan } =
    account;
  return {
    kind: 'user',
    via,
    userId: provenUserId(account.userId),
    role,
    handle,
    displayName,
    locale,
    timezone,
    isOnboarded,
    isMatchable,
    plan: planOf(plan),
    subscription:
      subscribedPlanId === null
        ? null
        : { planId: subscribedPlanId, isActive: true, expiresAt: expiresAt?.toISOString() ?? null },
    permissions: permissionsOf(plan, role),
    grant: null,
  };
}
