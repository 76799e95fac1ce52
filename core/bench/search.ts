// npm run bench:search: what "did you mean" costs for 200 characters beside five of them. One line of JSON, in milliseconds.

import { shippedTree } from '../../test/skill-tree.ts';
import { readSkill } from '../src/skills/rules/read-skill.ts';
import { searchSkills } from '../src/skills/rules/search.ts';

const tree = shippedTree();
const rounds = 200;
function millisecondsOf(typed: string): number {
  const began = performance.now();
  for (let round = 0; round < rounds; round += 1)
    if (searchSkills(tree, typed, 10).length === 0) readSkill(tree, typed);
  return (performance.now() - began) / rounds;
}
millisecondsOf('warm');
const [short, long] = [millisecondsOf('qzxjk'), millisecondsOf('eaoinrst'.repeat(25))];
const round = (value: number): number => Math.round(value * 1_000) / 1_000;
process.stdout.write(
  `${JSON.stringify({ bench: 'search', shortMs: round(short), longMs: round(long), ratio: round(long / short) })}\n`,
);
