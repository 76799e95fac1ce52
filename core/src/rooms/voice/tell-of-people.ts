import { randomUUID } from 'node:crypto';
import type { LearningRoom } from '@echochat/prisma/client.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Services } from '../../platform/services.ts';

/** Who may be in a room is different, which its voice channel has to know. */
export async function tellOfPeople(tx: Tx, { events }: Services, room: LearningRoom): Promise<void> {
  if (room.voiceChannelId === null) return;
  await events.emit(tx, `room-changed:${room.id}:${randomUUID()}`, { type: 'room.changed', v: 1, roomId: room.id });
}
