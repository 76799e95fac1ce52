import { z } from 'zod';
import type { Consumer } from '../../platform/events.ts';
import { rowId } from '../../platform/ids.ts';
import { addJob, type Job } from '../../platform/jobs/job.ts';

/** Makes a room's voice channel what the room wants it to be. Run by the chat's own surface; it may run twice. */
export const voiceJob: Pick<Job<{ roomId: number }>, 'name' | 'schema'> = {
  name: 'rooms.voice',
  schema: z.object({ roomId: rowId }),
};

/** Whoever is invited, comes in, is removed, or ends the room: its voice channel follows. */
export const mindVoice: Consumer = {
  id: 'voice',
  handles: ['room.invited', 'room.changed', 'room.ended'],
  async handle(event, _key, { database }) {
    if (!('roomId' in event)) return;
    const { roomId } = event;
    const hasVoice = await database.prisma.learningRoom.count({ where: { id: roomId, voiceChannelId: { not: null } } });
    if (hasVoice === 0) return;
    await database.transaction((tx) => addJob(tx, voiceJob, { roomId }, { key: `voice:${roomId}` }));
  },
};
