import type { Core } from '@echochat/core/core.ts';
import { toDate } from '@echochat/core/platform/time.ts';
import { dropSkillTree } from '@echochat/core/skills/load-tree.ts';
import { demoCommunity } from '@echochat/prisma/seed/demo/demo-community.ts';
import { loadDemo } from '@echochat/prisma/seed/load-demo.ts';
import { loadReference } from '@echochat/prisma/seed/load-reference.ts';
import { taxonomy } from '@echochat/prisma/seed/taxonomy.ts';

/** The same 500 people everywhere: whoever reports something of the demo community means the same one. */
const demo = { seed: 20260101, size: 500 };

/** Brings plans and the skill tree up to date. */
export async function seedReference({ services }: Core): Promise<void> {
  const client = await services.database.pool.connect();
  try {
    if (await loadReference(client)) await dropSkillTree(services);
  } finally {
    client.release();
  }
}

/**
 * Whether the demo community belongs into this database and is not there yet: it was empty when it was first asked. The
 * answer is kept until the community is loaded, in one transaction with it.
 */
export async function isDemoDue({ services }: Core): Promise<boolean> {
  const { pool } = services.database;
  await pool.query(
    `INSERT INTO reference_data (name, checksum) SELECT 'demo', 'due' WHERE NOT EXISTS (SELECT 1 FROM users)
     ON CONFLICT (name) DO NOTHING`,
  );
  const { rowCount } = await pool.query("SELECT 1 FROM reference_data WHERE name = 'demo' AND checksum = 'due'");
  return rowCount === 1;
}

/** Loads the demo community; who is there already stays as they are. Returns how many came. */
export async function seedDemo({ services }: Core): Promise<number> {
  const client = await services.database.pool.connect();
  try {
    return await loadDemo(client, demoCommunity({ ...demo, nodes: taxonomy() }), toDate(services.clock.now()));
  } finally {
    client.release();
  }
}
