import type { SkillTree } from '../../skills/tree.ts';

interface Because {
  /** The skill or interest that it is near to; null where there is nothing to go by. */
  from: number | null;
  closeness: number;
}

/**
 * Skills near to what somebody has or is interested in, with the nearest reason for each; never what they have. Without
 * anything to go by: every skill.
 */
export function suggestFrom(
  tree: SkillTree,
  have: readonly number[],
  interests: readonly number[],
): Map<number, Because> {
  const roots = [...new Set([...have, ...interests])];
  const found = new Map<number, Because>();
  if (roots.length === 0) {
    for (const row of tree.rows) if (!tree.isField(row)) found.set(row.id, { from: null, closeness: 0 });
    return found;
  }
  for (const from of roots) {
    for (const id of tree.neighbourIds(from, 0.3)) {
      const row = tree.get(id);
      if (!row || tree.isField(row) || have.includes(id)) continue;
      const closeness = tree.closeness(from, id);
      if (closeness > (found.get(id)?.closeness ?? 0)) found.set(id, { from: id === from ? null : from, closeness });
    }
  }
  return found;
}
