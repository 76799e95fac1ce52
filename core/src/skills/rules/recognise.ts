import type { SkillRow, SkillTree } from '../tree.ts';
import { skillWords } from './fold-skill.ts';

const longestNameInWords = 5;

/**
 * The skill that a free text is about: the longest run of its words that is a name or alias. Of runs with equally many
 * words the one with more letters, so that "learn Italian cooking" is about cooking; of equals the first.
 */
export function recogniseSkill(tree: SkillTree, text: string): SkillRow | null {
  const words = skillWords(text).slice(0, 100);
  for (let length = Math.min(longestNameInWords, words.length); length > 0; length -= 1) {
    let best: { row: SkillRow; letters: number } | null = null;
    for (let start = 0; start + length <= words.length; start += 1) {
      const phrase = words.slice(start, start + length).join(' ');
      const found = phrase.length > 1 ? tree.byText(phrase) : undefined;
      if (found && !tree.isField(found) && phrase.length > (best?.letters ?? 0))
        best = { row: found, letters: phrase.length };
    }
    if (best) return best.row;
  }
  return null;
}
