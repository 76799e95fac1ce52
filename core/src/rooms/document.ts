import { z } from 'zod';

/** What core itself goes by of a room's document; the room protocol says the rest of it. */
export const roomDocument = z.looseObject({
  /** Nobody new may enter. */
  isClosed: z.boolean().catch(false),
  /** Who may not write in the chat. */
  muted: z.array(z.number()).catch([]),
});
