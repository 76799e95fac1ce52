import { z } from 'zod';

/** Characters of a room's notes. */
export const maxNotes = 50_000;

const id = z.int32().min(1);
/** One change of the text, as @codemirror/collab counts them: `changes` is a ChangeSet in JSON. */
const update = z.object({
  clientID: z.string().min(1).max(40),
  changes: z.array(z.unknown()).max(2_000),
});
export type NotesUpdate = z.infer<typeof update>;

/** Changes said against a version; without any, what came since is asked for. */
export const notesFromClient = {
  'room:notes': z.object({ roomId: id, version: z.int32().min(0), updates: z.array(update).max(200) }),
  'room:notes:history': z.object({ roomId: id }),
  'room:notes:restore': z.object({ roomId: id, snapshotId: id }),
} as const;

/** The whole text at a version. */
export const notesText = z.object({
  version: z.int32(),
  text: z.string(),
  /** How many changes of each page are in it, by its clientID: what was taken and not heard of is not said again. */
  taken: z.record(z.string(), z.int32()),
});
export type NotesText = z.infer<typeof notesText>;

export const notesFromServer = {
  /** The changes that lead up to `version`, in their order; or everything, where what came between is forgotten. */
  'room:notes': z.object({ version: z.int32(), updates: z.array(update), whole: notesText.optional() }),
  /** RM-10 of core: the restore points, the newest first; `at` in milliseconds since 1970, `length` in characters. */
  'room:notes:history': z.object({
    points: z.array(z.object({ id, at: z.number(), length: z.number() })),
  }),
} as const;
