import type { TestCore } from '../../test/core.ts';

/** Lets everybody call as often as they like: for tests that press more in a minute than a plan allows. */
export async function withoutHurry(core: TestCore): Promise<void> {
  await core.services.database.prisma.$executeRaw`UPDATE subscription_plans
    SET features = jsonb_set(features::jsonb, '{apiCallsPerMinute}', '1000000')`;
}
