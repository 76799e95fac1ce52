import { z } from 'zod';

// What concerns a person, not the room that their page is in: it reaches every page of theirs.

const id = z.int32().min(1);
const person = z.object({ userId: id, displayName: z.string() });
const session = z.object({
  id,
  title: z.string(),
  /** Milliseconds since 1970. */
  at: z.number(),
  /** Minutes. */
  duration: z.number(),
  roomId: id.nullable(),
});

export const newsFromServer = {
  'match:new': z.object({ match: z.object({ id, person: person.nullable() }) }),
  'match:accepted': z.object({ partnership: z.object({ id, person: person.nullable() }) }),
  'match:expired': z.object({ matchId: id }),
  'session:invited': z.object({ session, inviter: person.nullable() }),
  /** It begins now: its room is open. */
  'session:starting': z.object({ session }),
  'session:reminder': z.object({ session }),
  'session:cancelled': z.object({ sessionId: id }),
} as const;
export type NewsFromServer = { [Name in keyof typeof newsFromServer]: z.infer<(typeof newsFromServer)[Name]> };

/** What a page says of a person's sessions; nothing of it is about the room. */
export const newsFromClient = {
  'session:invite': z.object({ sessionId: id, userId: id }),
  'session:respond': z.object({ sessionId: id, response: z.enum(['accept', 'decline']) }),
} as const;
export type NewsFromClient = { [Name in keyof typeof newsFromClient]: z.output<(typeof newsFromClient)[Name]> };
