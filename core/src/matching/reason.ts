import { coreWords } from '../platform/words/core-words.ts';
import type { Language } from '../platform/words/words.ts';
import type { SkillTree } from '../skills/tree.ts';
import type { Explanation } from './explanation.ts';
import type { Lesson } from './rules/complementarity.ts';

const listed = 3;

/**
 * ME-2: the reason in two lines, told of both by name so that either may read it: what each can teach the other; the
 * shared hours, the distance of the clocks, and what is missing.
 */
export function reasonLines(
  tree: SkillTree,
  language: Language,
  yourName: string,
  theirName: string,
  why: Explanation,
): [string, string] {
  const say = coreWords(language);
  const list = new Intl.ListFormat(language, { type: 'conjunction' });
  const names = (ids: readonly number[]) => list.format(ids.slice(0, listed).map((id) => tree.nameOf(id, language)));
  // What is near to a wish and not the wish itself is said as what it is.
  const lessonName = ({ taughtId, wantedId }: Lesson) => {
    const taught = tree.nameOf(taughtId, language);
    return taughtId === wantedId ? taught : say('reason.near', { taught, wanted: tree.nameOf(wantedId, language) });
  };
  const taught = (lessons: readonly Lesson[]) => list.format(lessons.slice(0, listed).map(lessonName));
  const youTeach = taught(why.youTeach);
  const theyTeach = taught(why.theyTeach);

  const teaching =
    youTeach && theyTeach
      ? say('reason.both', { first: theirName, second: yourName, firstTeaches: theyTeach, secondTeaches: youTeach })
      : youTeach
        ? say('reason.one', { teacher: yourName, learner: theirName, skills: youTeach })
        : say('reason.one', { teacher: theirName, learner: yourName, skills: theyTeach });
  const hours =
    why.shared && why.hoursApart !== null
      ? say('reason.hours', { hours: Math.round(why.shared.hours), apart: Math.round(why.hoursApart) })
      : say('reason.hoursUnknown');
  const wished = [...new Set([...why.youStillMiss, ...why.theyStillMiss])];
  const missing = wished.length === 0 ? say('reason.nothingMissing') : say('reason.missing', { skills: names(wished) });
  return [teaching, `${hours} ${missing}`];
}
