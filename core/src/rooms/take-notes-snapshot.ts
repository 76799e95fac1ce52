import { z } from 'zod';
import type { Statement } from '../platform/db/database.ts';
import { rowId } from '../platform/ids.ts';
import { systemProcedure } from '../platform/procedures.ts';
import { toDate } from '../platform/time.ts';
import { keptSnapshots } from './take-snapshots.ts';

/** More than the room protocol lets notes have. */
const maxCharacters = 100_000;

/** A text that is one already is the newest again: what is written and wiped time and again displaces nothing else. */
const renew: Statement = {
  name: 'renew-notes-snapshot',
  text: `UPDATE notes_snapshots SET created_at = $3 WHERE room_id = $1 AND text = $2 RETURNING id`,
};
const take: Statement = {
  name: 'take-notes-snapshot',
  text: `INSERT INTO notes_snapshots (room_id, text, created_at) SELECT id, $2, $3 FROM learning_rooms WHERE id = $1`,
};
const prune: Statement = {
  name: 'prune-notes-snapshots',
  text: `DELETE FROM notes_snapshots WHERE id IN (SELECT id FROM notes_snapshots WHERE room_id = $1
    ORDER BY created_at DESC, id DESC OFFSET ${keptSnapshots})`,
};

/** RM-10: a restore point of a room's notes. A text without a word is no place to go back to. */
export const takeNotesSnapshot = systemProcedure
  .input(z.object({ roomId: rowId, text: z.string().max(maxCharacters) }))
  .mutation(async ({ ctx, input: { roomId, text } }) => {
    const { database, clock } = ctx.services;
    if (text.trim() === '') return;
    // PostgreSQL's text holds neither NUL nor half a character.
    const row = [roomId, text.toWellFormed().replaceAll('\0', '\ufffd'), toDate(clock.now())];
    if ((await database.query(renew, row)).length > 0) return;
    await database.query(take, row);
    await database.query(prune, [roomId]);
  });
