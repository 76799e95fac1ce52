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

/** Loads the demo community; who is there already stays as they are. Returns how many came. */
export async function seedDemo({ services }: Core): Promise<number> {
  const client = await services.database.pool.connect();
  try {
    return await loadDemo(client, demoCommunity({ ...demo, nodes: taxonomy() }), toDate(services.clock.now()));
  } finally {
    client.release();
  }
}
