import { type SkillRow, SkillTree } from '@echochat/core/skills/tree.ts';
import { taxonomy } from '@echochat/prisma/seed/taxonomy.ts';

/** A row of a tree with the little that a rule looks at. */
export const skillRow = (
  id: number,
  parentId: number | null,
  name: string,
  more: Partial<SkillRow> = {},
): SkillRow => ({
  id,
  parentId,
  slug: name.toLowerCase().replaceAll(' ', '-'),
  name,
  names: {},
  description: null,
  icon: null,
  color: null,
  type: 'creative',
  isPremium: false,
  aliases: [],
  related: [],
  ...more,
});

/** The tree that comes with the code, as it stands in its files; ids count from 1. */
export function shippedTree(): SkillTree {
  const nodes = taxonomy();
  const idOf = new Map(nodes.map((node, index) => [node.slug, index + 1]));
  return new SkillTree(
    nodes.map((node, index) => ({
      ...skillRow(index + 1, node.parent === null ? null : (idOf.get(node.parent) ?? null), node.name),
      slug: node.slug,
      names: { es: node.es },
      type: node.type,
      aliases: [...node.aliases],
      related: node.related.flatMap((slug) => idOf.get(slug) ?? []),
    })),
  );
}
