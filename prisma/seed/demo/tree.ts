import { isTeachable, type SkillNode } from '../taxonomy.ts';

export interface SkillTree {
  node(slug: string): SkillNode;
  /** The slug of the group at the top of the branch: "music" for "fingerstyle-guitar". */
  groupOf(slug: string): string;
  /** The same skill, or one of them stands above the other. */
  isSameBranch(one: string, other: string): boolean;
  /** Named as neighbours by either of the two. */
  isNeighbour(one: string, other: string): boolean;
  /** Everything below these groups, the groups themselves left out. */
  teachableIn(groups: readonly string[]): SkillNode[];
}

export function createTree(nodes: readonly SkillNode[]): SkillTree {
  const bySlug = new Map(nodes.map((node) => [node.slug, node]));
  const node = (slug: string): SkillNode => {
    const found = bySlug.get(slug);
    if (found === undefined) throw new Error(`No skill "${slug}" in the taxonomy`);
    return found;
  };
  const path = (slug: string): string[] => {
    const { parent } = node(slug);
    return parent === null ? [slug] : [...path(parent), slug];
  };
  const groupOf = (slug: string): string => path(slug)[0] ?? slug;
  const teachable = nodes.filter(isTeachable).map((entry) => ({ entry, group: groupOf(entry.slug) }));
  return {
    node,
    groupOf,
    isSameBranch: (one, other) => path(one).includes(other) || path(other).includes(one),
    isNeighbour: (one, other) => node(one).related.includes(other) || node(other).related.includes(one),
    teachableIn: (groups) => teachable.filter(({ group }) => groups.includes(group)).map(({ entry }) => entry),
  };
}
