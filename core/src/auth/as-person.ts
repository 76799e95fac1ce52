import { type Context, callMeter, type UserContext } from '../platform/procedures.ts';
import { loadActor } from './load-actor.ts';

/**
 * A context of the person that a surface vouches for, inside a procedure that only surfaces may call. It counts as one of
 * their calls, as if they had called it themselves. Throws not_signed_in for an account that is gone, too_many_requests.
 */
export async function asPerson(ctx: Context, userId: number): Promise<UserContext> {
  const { services } = ctx;
  const actor = await loadActor(services, userId, 'browser');
  const meter = callMeter(actor, services);
  await meter();
  return { services, actor, meter, allowance: null };
}
