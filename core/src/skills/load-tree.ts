import type { Services } from '../platform/services.ts';
import { languages } from '../platform/words/words.ts';
import { type SkillRow, SkillTree } from './tree.ts';

/** How long a process works with the tree it built before it asks the cache again. */
const rebuildAfter = { minutes: 1 };
const built = new WeakMap<Services, { tree: Promise<SkillTree>; until: Temporal.Instant }>();

/** The skill tree: rows from the shared cache for an hour, the index over them kept in this process. */
export function skillTree(services: Services): Promise<SkillTree> {
  const now = services.clock.now();
  const kept = built.get(services);
  if (kept && Temporal.Instant.compare(now, kept.until) < 0) return kept.tree;
  const tree = services.cache
    .getOrLoad('skill-categories', 'all', () => loadRows(services))
    .then((rows) => new SkillTree(rows));
  built.set(services, { tree, until: now.add(rebuildAfter) });
  tree.catch(() => built.delete(services));
  return tree;
}

/** Forgets the tree after the categories have changed. */
export async function dropSkillTree(services: Services): Promise<void> {
  built.delete(services);
  await services.cache.drop('skill-categories', 'all');
}

async function loadRows({ database }: Services): Promise<SkillRow[]> {
  const rows = await database.prisma.skillCategory.findMany({
    orderBy: [{ sortOrder: 'asc' }, { id: 'asc' }],
    include: { aliases: { orderBy: { id: 'asc' } }, relatedTo: true },
  });
  return rows.map((row) => ({
    id: row.id,
    parentId: row.parentId,
    slug: row.slug,
    name: row.name,
    names: Object.fromEntries(
      languages.flatMap((language) => {
        const name = row.aliases.find((alias) => alias.locale === language)?.alias;
        return name === undefined ? [] : [[language, name]];
      }),
    ),
    description: row.description,
    icon: row.icon,
    color: row.color,
    type: row.type,
    isPremium: row.isPremium,
    aliases: row.aliases.filter((alias) => alias.locale === '').map((alias) => alias.alias),
    related: row.relatedTo.map((relation) => relation.relatedId),
  }));
}
