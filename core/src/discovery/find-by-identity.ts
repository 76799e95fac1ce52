import { z } from 'zod';
import { protectedProcedure } from '../platform/procedures.ts';
import { type PersonRow, personByIdentity } from './people.sql.ts';

const input = z.object({
  platform: z.enum(['discord', 'slack', 'playground']),
  workspaceId: z.string().max(64).default(''),
  externalId: z.string().min(1).max(64),
});

/** The learner who is somebody on a chat, as a mention names them; null where that somebody has not come yet. */
export const findByIdentity = protectedProcedure.input(input).query(async ({ ctx, input }) => {
  const { platform, workspaceId, externalId } = input;
  const { actor, services } = ctx;
  const [person] = await services.database.query<PersonRow>(personByIdentity, [
    actor.userId,
    platform,
    workspaceId,
    externalId,
  ]);
  return person ?? null;
});
