import { z } from 'zod';
import type { Statement } from '../platform/db/database.ts';
import { rowId } from '../platform/ids.ts';
import { systemProcedure } from '../platform/procedures.ts';
import { storableJson } from '../platform/text.ts';

const element = z.object({
  boardId: rowId,
  elementId: z.string().min(1).max(64),
  version: z.int32(),
  nonce: z.int32(),
  sequence: z.int32(),
  data: z.record(z.string(), z.unknown()),
});

const content = z.object({
  roomId: rowId,
  /** Null where it has not changed. */
  document: z.record(z.string(), z.unknown()).nullable(),
  elements: z.array(element).max(60_000),
});

/** Newer versions alone: what arrives late from a process that was replaced changes nothing. */
const saveElements: Statement = {
  name: 'save-board-elements',
  text: `INSERT INTO board_elements AS b (board_id, element_id, version, nonce, sequence, data, updated_at)
    SELECT e."boardId", e."elementId", e.version, e.nonce, e.sequence, e.data, now()
    FROM jsonb_to_recordset($1::jsonb) AS e("roomId" int, "boardId" int, "elementId" text, version int, nonce int, sequence int, data jsonb)
    JOIN room_boards r ON r.id = e."boardId" AND r.room_id = e."roomId"
    ON CONFLICT (board_id, element_id) DO UPDATE SET version = excluded.version, nonce = excluded.nonce,
      sequence = excluded.sequence, data = excluded.data, updated_at = now()
    WHERE (excluded.version, -excluded.nonce) > (b.version, -b.nonce)`,
};

const saveDocuments: Statement = {
  name: 'save-room-documents',
  text: `UPDATE learning_rooms r SET document = d.document
    FROM jsonb_to_recordset($1::jsonb) AS d("roomId" int, document jsonb) WHERE r.id = d."roomId"`,
};

/** Keeps what changed in rooms since they were last kept, in one transaction a part: once this returns, it is there. */
export const saveContent = systemProcedure.input(z.array(content).min(1).max(500)).mutation(async ({ ctx, input }) => {
  const { database } = ctx.services;
  const elements = input.flatMap(({ roomId, elements }) => elements.map((element) => ({ roomId, ...element })));
  const documents = input.flatMap(({ roomId, document }) => (document ? [{ roomId, document }] : []));
  if (elements.length > 0) await database.query(saveElements, [storableJson(elements)]);
  if (documents.length > 0) await database.query(saveDocuments, [storableJson(documents)]);
});
