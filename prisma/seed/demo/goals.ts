import type { Deck } from './deck.ts';
import type { DemoGoal, Locale } from './learner.ts';
import { linesFor, WORDS } from './lines.ts';
import type { Dice } from './prng.ts';
import { fill, named, sentenceCase } from './prose.ts';
import type { SkillTree } from './tree.ts';

const DEADLINES_IN_DAYS = [14, 21, 30, 45, 60, 90, 120, 180] as const;

/** None to three goals, at most one for each wish. */
export function createGoals(
  dice: Dice,
  deck: Deck,
  tree: SkillTree,
  locale: Locale,
  wishes: readonly string[],
): DemoGoal[] {
  const count = dice.weighted([0, 1, 2, 3], (many) => [25, 45, 22, 8][many] ?? 0);
  const goals = wishes.slice(0, count).map((slug) => ({
    slug,
    title: sentenceCase(fill(deck.draw(linesFor(slug, locale, tree).goal), named(tree.node(slug), locale, 'y'))),
    description: dice.chance(0.4) ? deck.draw(WORDS[locale].goalNotes) : null,
    inDays: dice.chance(0.7) ? dice.pick(DEADLINES_IN_DAYS) : null,
    progress: dice.chance(0.4) ? 0 : dice.int(1, 17) * 5,
  }));
  // Two wishes of one group can draw the same line; one of them is enough.
  return [...Map.groupBy(goals, ({ title }) => title).values()].flatMap((same) => same.slice(0, 1));
}
