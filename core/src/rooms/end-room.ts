import { z } from 'zod';
import { rowId } from '../platform/ids.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { closeRoom } from './close-room.ts';
import { holdAsHost } from './find-room.ts';
import { roomView } from './room-view.ts';

/** Ends a room for everyone, by who leads it or whose it is. What was made in it stays. Throws room_not_found, not_host. */
export const endRoom = protectedProcedure.input(z.object({ roomId: rowId })).mutation(async ({ ctx, input }) => {
  const { services } = ctx;
  const row = await services.database.transaction(async (tx) =>
    closeRoom(tx, services, await holdAsHost(tx, ctx, input.roomId)),
  );
  await services.realtime.tellRoom({ roomId: row.id, kind: 'ended' });
  return roomView(ctx, row);
});
