import type { SkillType } from '@echochat/prisma/client.ts';
import type { Language } from '../platform/words/words.ts';
import type { SkillRow, SkillTree } from './tree.ts';

/** A skill as others see it, named in their language. */
export interface CategoryView {
  id: number;
  slug: string;
  name: string;
  icon: string;
  color: string | null;
  type: SkillType;
  /** The names above it, from the field down: ["Music"]. */
  path: string[];
  childCount: number;
}

export function categoryView(tree: SkillTree, row: SkillRow, language: Language): CategoryView {
  return {
    id: row.id,
    slug: row.slug,
    name: tree.nameOf(row.id, language),
    icon: row.icon ?? '✳️',
    color: row.color,
    type: row.type,
    path: tree
      .pathOf(row)
      .slice(0, -1)
      .map((above) => tree.nameOf(above.id, language)),
    childCount: tree.childrenOf(row.id).length,
  };
}
