import type { Core } from '@echochat/core/core.ts';

/** Who belongs to a room and who of them is kept apart, as the database has it now. */
export const seatsOf = (core: Core, roomId: number) =>
  core.as({ kind: 'system', name: 'rooms' }).rooms.loadPeople({ roomId });
