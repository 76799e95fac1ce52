import type { LearningRoom } from '@echochat/prisma/client.ts';
import { z } from 'zod';
import type { Tx } from '../platform/db/database.ts';
import { addJob } from '../platform/jobs/job.ts';
import { localeOf } from '../platform/locale.ts';
import type { UserContext } from '../platform/procedures.ts';
import { storableJson } from '../platform/text.ts';
import { coreWords } from '../platform/words/core-words.ts';
import { copyImages } from './copy-images.ts';
import { makeRoomWithoutPages } from './make-room.ts';

const maxTitle = 200;
const keptNotes = z.object({ notes: z.string().catch('') });

/**
 * A room of the actor's own that begins with another one's boards, the images on them, and its notes. It is private,
 * whatever the first one was, since others made them too. The caller has seen to limits and that the actor may see them.
 */
export async function copyRoom(tx: Tx, { actor }: UserContext, from: LearningRoom, now: Date): Promise<LearningRoom> {
  const seats = actor.plan.maxParticipantsPerRoom;
  const { notes } = keptNotes.parse(from.document);
  const title = coreWords(localeOf(actor))('room.copy', { title: from.title });
  const pair = await tx.learningPartnership.findFirst({
    where: {
      id: from.partnershipId ?? 0,
      status: { not: 'ended' },
      OR: [{ userId1: actor.userId }, { userId2: actor.userId }],
    },
  });
  const room = await makeRoomWithoutPages(tx, {
    title: [...title].slice(0, maxTitle).join(''),
    description: from.description,
    hostId: actor.userId,
    categoryId: from.categoryId,
    partnershipId: pair?.id ?? null,
    copyOfId: from.id,
    maxParticipants: Math.min(from.maxParticipants, seats),
    isPublic: false,
    document: JSON.parse(storableJson({ notes })),
    createdAt: now,
  });
  const pages = await tx.roomBoard.findMany({
    where: { roomId: from.id },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
  });
  for (const { id, title, position } of pages) {
    const board = await tx.roomBoard.create({ data: { roomId: room.id, title, position, createdAt: now } });
    await tx.$executeRaw`INSERT INTO board_elements (board_id, element_id, version, nonce, sequence, data, updated_at)
      SELECT ${board.id}, element_id, version, nonce, sequence, data, ${now} FROM board_elements
      WHERE board_id = ${id} AND NOT coalesce((data ->> 'isDeleted')::boolean, false)`;
  }
  await addJob(tx, copyImages, { from: from.id, to: room.id }, { key: `copy-images:${room.id}` });
  return room;
}
