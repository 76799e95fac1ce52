import type { SkillTree } from '../../skills/tree.ts';

export type ClosenessOf = Pick<SkillTree, 'closeness'>;

/** MS-2, MS-6: for each id of one side the closeness of the other's nearest, averaged; then both sides' average. 0–1. */
export function overlap(tree: ClosenessOf, a: readonly number[], b: readonly number[]): number {
  if (a.length === 0 || b.length === 0) return 0;
  return (meanNearest(tree, a, b) + meanNearest(tree, b, a)) / 2;
}

function meanNearest(tree: ClosenessOf, from: readonly number[], to: readonly number[]): number {
  let sum = 0;
  for (const id of from) {
    let nearest = 0;
    for (const other of to) nearest = Math.max(nearest, tree.closeness(id, other));
    sum += nearest;
  }
  return sum / from.length;
}
