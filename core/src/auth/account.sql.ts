// Hand-written SQL: every command begins with one of these, and each is one round trip.
import type { SubscriptionPlan } from '@echochat/prisma/client.ts';
import type { Statement } from '../platform/db/database.ts';

/** An identity, and the community that its person speaks in. */
export interface ContactRow {
  identityId: number;
  /** As their chat calls them. */
  calledHandle: string;
  calledName: string;
  /** They could not be written to, which their word now ends. */
  isClosed: boolean;
  lastSeenAt: Date | null;
  /** Null where none was named, or it is not known yet. */
  communityId: number | null;
  /** Their part in it; null until they belong. */
  part: 'member' | 'organiser' | null;
}

/** The columns of a plan that limits and permissions are read from. */
export type PlanRow = Pick<
  SubscriptionPlan,
  | 'id'
  | 'name'
  | 'features'
  | 'maxSkills'
  | 'maxRooms'
  | 'maxParticipantsPerRoom'
  | 'maxMatchesPerDay'
  | 'hasAdvancedMatching'
  | 'hasVerifiedBadges'
>;

export interface AccountRow {
  userId: number;
  handle: string;
  displayName: string;
  role: 'user' | 'admin';
  locale: string;
  isOnboarded: boolean;
  isMatchable: boolean;
  timezone: string | null;
  /** Null where there is no subscription in force; then the plan is the free one. */
  subscribedPlanId: number | null;
  expiresAt: Date | null;
  plan: PlanRow;
}

/** An identity with the account behind it; the account's columns are null where it is gone. */
export type IdentityRow = ContactRow & (AccountRow | { userId: null });

/** Of several subscriptions in force the largest plan counts. */
const accountWhere = (
  condition: string,
) => `SELECT u.id AS "userId", u.handle, u.display_name AS "displayName", u.role, u.locale,
      u.onboarded_at IS NOT NULL AS "isOnboarded", u.is_matchable AS "isMatchable", a.timezone, s.plan_id AS "subscribedPlanId", s.expires_at AS "expiresAt",
      json_build_object('id', p.id, 'name', p.name, 'features', p.features, 'maxSkills', p.max_skills,
        'maxRooms', p.max_rooms, 'maxParticipantsPerRoom', p.max_participants_per_room,
        'maxMatchesPerDay', p.max_matches_per_day, 'hasAdvancedMatching', p.has_advanced_matching,
        'hasVerifiedBadges', p.has_verified_badges) AS plan
    FROM users u
    LEFT JOIN user_availability a ON a.user_id = u.id
    LEFT JOIN LATERAL (
      SELECT us.plan_id, us.expires_at FROM user_subscriptions us JOIN subscription_plans sp ON sp.id = us.plan_id
      WHERE us.user_id = u.id AND us.status IN ('active', 'past_due')
        AND (us.expires_at IS NULL OR us.expires_at > $2::timestamptz)
      ORDER BY sp.sort_order DESC LIMIT 1) s ON true
    JOIN subscription_plans p ON p.id = coalesce(s.plan_id, (SELECT id FROM subscription_plans WHERE name = 'free'))
    WHERE ${condition} AND u.deleted_at IS NULL`;

/** $1 user id, $2 now. */
export const accountOf: Statement = { name: 'account-of', text: accountWhere('u.id = $1') };

/** $1 user ids, $2 now. */
export const accountsOf: Statement = { name: 'accounts-of', text: accountWhere('u.id = ANY($1::int[])') };

/** $1 platform, $2 now, $3 workspace, $4 external id, $5 the external id of the community they speak in, or null. */
export const identityOf: Statement = {
  name: 'identity-of',
  text: `SELECT i.id AS "identityId", i.handle AS "calledHandle", i.display_name AS "calledName",
      i.dm_closed_at IS NOT NULL AS "isClosed", i.last_seen_at AS "lastSeenAt", c.id AS "communityId", m.role AS part, account.*
    FROM identities i
    LEFT JOIN LATERAL (${accountWhere('u.id = i.user_id')}) account ON true
    LEFT JOIN communities c ON c.platform = i.platform AND c.external_id = $5 AND c.left_at IS NULL
    LEFT JOIN memberships m ON m.community_id = c.id AND m.user_id = i.user_id AND m.left_at IS NULL
    WHERE i.platform = $1::platform AND i.workspace_id = $3 AND i.external_id = $4`,
};
