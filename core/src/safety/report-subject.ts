import { z } from 'zod';
import type { Tx } from '../platform/db/database.ts';
import { EchoError } from '../platform/errors.ts';
import { rowId } from '../platform/ids.ts';
import type { UserContext } from '../platform/procedures.ts';
import { cleanText } from '../platform/text.ts';
import { visibleTo as roomsFor } from '../rooms/find-room.ts';
import { visibleTo as sessionsFor } from '../sessions/find-session.ts';

/** A message as a chat gave it: what of it is kept, and where it stands. */
export const reportedMessage = z.object({
  text: z
    .string()
    .max(50_000)
    .transform((text) => cleanText(text.slice(0, 2_000)).toWellFormed()),
  link: z
    .url({ protocol: /^https$/ })
    .max(500)
    .optional(),
});

/** What a report is about. */
export const reportSubject = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('person') }),
  z.object({ kind: z.literal('message'), ...reportedMessage.shape }),
  z.object({ kind: z.literal('room'), roomId: rowId }),
  z.object({ kind: z.literal('session'), sessionId: rowId }),
]);
export type ReportSubject = z.output<typeof reportSubject>;

export interface SeenAt {
  hostId: number | null;
  /** The community of the room, or of the session's room. */
  communityId: number | null;
}

/**
 * Where the actor saw what they report: a room or session that they may know of or have been in, whoever blocked whom
 * since. Throws room_not_found, session_not_found.
 */
export async function seenAt(tx: Tx, ctx: UserContext, about: ReportSubject): Promise<SeenAt> {
  const { userId } = ctx.actor;
  const was = { participants: { some: { userId } } };
  if (about.kind === 'room') {
    const room = await tx.learningRoom.findFirst({
      where: { id: about.roomId, OR: [was, roomsFor(ctx)] },
      select: { hostId: true, communityId: true },
    });
    if (!room) throw new EchoError('room_not_found');
    return room;
  }
  if (about.kind === 'session') {
    const session = await tx.scheduledSession.findFirst({
      where: { id: about.sessionId, OR: [was, sessionsFor(userId)] },
      select: { hostId: true, room: { select: { communityId: true } } },
    });
    if (!session) throw new EchoError('session_not_found');
    return { hostId: session.hostId, communityId: session.room?.communityId ?? null };
  }
  return { hostId: null, communityId: null };
}

/** The columns of a report's item that say what it is about. */
export const subjectColumns = (about: ReportSubject) => ({
  subject: about.kind,
  roomId: about.kind === 'room' ? about.roomId : null,
  sessionId: about.kind === 'session' ? about.sessionId : null,
  messageText: about.kind === 'message' ? about.text : null,
  messageLink: about.kind === 'message' ? (about.link ?? null) : null,
});
