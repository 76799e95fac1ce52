import { fold } from '../../platform/text.ts';
import type { SkillRow, SkillTree } from '../tree.ts';

const longestNameInWords = 5;

/** The skill that a free text is about: the longest run of its words that is a name or alias, the first of equals. */
export function recogniseSkill(tree: SkillTree, text: string): SkillRow | null {
  const words = fold(text)
    .split(/[^\p{L}\p{N}+#.]+/u)
    .map((word) => word.replace(/\.$/, ''))
    .filter(Boolean)
    .slice(0, 100);
  for (let length = Math.min(longestNameInWords, words.length); length > 0; length -= 1) {
    for (let start = 0; start + length <= words.length; start += 1) {
      const phrase = words.slice(start, start + length).join(' ');
      const found = phrase.length > 1 || length > 1 ? tree.byText(phrase) : undefined;
      if (found && !tree.isField(found)) return found;
    }
  }
  return null;
}
