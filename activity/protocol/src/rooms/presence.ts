import { z } from 'zod';

const userId = z.int32().min(1);

/** Somebody whom the page's person may know of, and who has a page open. */
export const onlinePerson = z.object({ userId, displayName: z.string(), avatarUrl: z.string().nullable() });
export type OnlinePerson = z.infer<typeof onlinePerson>;

/** Who of a person's partners is online: all of them first, then whoever comes and goes. */
export const presenceFromServer = {
  'presence:users-online': z.object({ users: z.array(onlinePerson) }),
  'presence:update': z.object({
    userId,
    status: z.enum(['online', 'offline']),
    /** Who it is, where they have come. */
    user: onlinePerson.optional(),
  }),
} as const;
