import { coreWords } from '../platform/words/core-words.ts';
import type { Language } from '../platform/words/words.ts';
import type { SkillTree } from '../skills/tree.ts';
import type { Explanation } from './explanation.ts';
import type { Lesson } from './rules/complementarity.ts';

const listed = 3;
type Say = ReturnType<typeof coreWords>;

/**
 * ME-2: the reason in two lines: what each can teach the other; the shared hours, the distance of the clocks, and what is
 * missing. Said to the first of the two, or, where they are named, of both so that either may read it.
 */
export function reasonLines(
  tree: SkillTree,
  language: Language,
  yourName: string | null,
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
    yourName === null
      ? youTeach && theyTeach
        ? say('reason.toYou.both', { name: theirName, theirs: theyTeach, yours: youTeach })
        : youTeach
          ? say('reason.toYou.youTeach', { name: theirName, skills: youTeach })
          : say('reason.toYou.theyTeach', { name: theirName, skills: theyTeach })
      : youTeach && theyTeach
        ? say('reason.both', { first: theirName, second: yourName, firstTeaches: theyTeach, secondTeaches: youTeach })
        : youTeach
          ? say('reason.one', { teacher: yourName, learner: theirName, skills: youTeach })
          : say('reason.one', { teacher: theirName, learner: yourName, skills: theyTeach });
  return [teaching, `${hoursLine(say, why)} ${missingLine(say, why, names)}`];
}

function hoursLine(say: Say, { shared, hoursApart }: Explanation): string {
  if (hoursApart === null) return say('reason.hoursUnknown');
  const apart = Math.round(hoursApart);
  return shared
    ? say('reason.hours', { hours: Math.round(shared.hours), apart })
    : say('reason.hoursNotSaid', { apart });
}

function missingLine(say: Say, why: Explanation, names: (ids: readonly number[]) => string): string {
  const wished = [...new Set([...why.youStillMiss, ...why.theyStillMiss])];
  return wished.length === 0 ? say('reason.nothingMissing') : say('reason.missing', { skills: names(wished) });
}
