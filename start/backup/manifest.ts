import { z } from 'zod';

/** What a backup says of itself, in the last file of its archive. */
export const manifestSchema = z.object({
  format: z.literal(1),
  product: z.literal('echochat'),
  /** Of the code that made it. */
  version: z.string(),
  /** Everything that was answered before this moment is in it. */
  snapshotAt: z.string(),
  migrations: z.array(z.string()),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()), rows: z.number().int() })),
  sequences: z.array(z.object({ name: z.string(), value: z.string(), isCalled: z.boolean() })),
  /** `absent`: files stay where they are, in DATA_DIR/files. `bucket`: its objects are listed, and backed up by its own means. */
  files: z.union([
    z.object({ kind: z.literal('folder'), count: z.number().int(), bytes: z.number() }),
    z.object({ kind: z.literal('bucket'), bucket: z.string(), count: z.number().int() }),
    z.object({ kind: z.literal('absent') }),
  ]),
  hasSecret: z.boolean(),
  checksums: z.record(z.string(), z.string()),
});

export type Manifest = z.output<typeof manifestSchema>;
