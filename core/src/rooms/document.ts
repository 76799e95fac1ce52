import type { LearningRoom, RoomRole } from '@echochat/prisma/client.ts';
import { z } from 'zod';
import { EchoError } from '../platform/errors.ts';

/** What core itself goes by of a room's document; the room protocol says the rest of it. */
export const roomDocument = z.looseObject({
  /** Nobody new may enter. */
  isClosed: z.boolean().catch(false),
  /** Who may not write in the chat. */
  muted: z.array(z.number()).catch([]),
  /** Nobody below moderator draws. */
  isLocked: z.boolean().catch(false),
  /** Those who only look on. */
  viewers: z.array(z.number()).catch([]),
});

/** Throws view_only for somebody who may not draw. */
export function refuseViewer(room: LearningRoom, role: RoomRole, userId: number): void {
  const { isLocked, viewers } = roomDocument.parse(room.document);
  if (role === 'participant' && (isLocked || viewers.includes(userId))) throw new EchoError('view_only');
}
