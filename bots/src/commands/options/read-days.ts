import { fold } from '@echochat/core/platform/text.ts';

/** The days in English and Spanish, Sunday first. */
const names = ['en', 'es'].map((language) => {
  const name = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' });
  // 2023-01-01 was a Sunday.
  return [0, 1, 2, 3, 4, 5, 6].map((day) => fold(name.format(Date.UTC(2023, 0, 1 + day))));
});

/** Several days by one name. */
const several: readonly (readonly [RegExp, readonly number[]])[] = [
  [/\b(?:weekdays?|work(?:ing)? ?days?|entre semana|dias? (?:laborables?|habiles?)|m-f|l-v)\b/g, [1, 2, 3, 4, 5]],
  [/\b(?:weekends?|fin(?:es)? de semana|findes?)\b/g, [6, 0]],
  [
    /\b(?:every ?day|all (?:days|week)|daily|any day|todos los dias|cada dia|diario|a diario|toda la semana|siempre)\b/g,
    [0, 1, 2, 3, 4, 5, 6],
  ],
];

const between = /\s*(?:-|–|—|\bto\b|\bthrough\b|\bthru\b|\btill?\b|\buntil\b|\ba\b|\bal\b|\bhasta\b)\s*/;
const filler = /^(?:and|y|e|on|the|los?|las?|el|de|del|from|every|cada|todos?)$/;

/** Days as people write them: "mon-fri", "lunes a viernes y domingo", "weekends", "1,2,3". Null where a word is no day. */
export function readDays(typed: string): number[] | null {
  let rest = fold(typed).slice(0, 200);
  const found = new Set<number>();
  for (const [words, days] of several)
    rest = rest.replace(words, () => {
      for (const day of days) found.add(day);
      return ' ';
    });
  for (const part of rest.split(/[,;/&+]|\b(?:and|y|e)\b/)) {
    const ends = part.split(between).map(wordsOf);
    if (ends.every((words) => words.length === 0)) continue;
    const days = ends.length === 2 ? span(ends) : ends.length === 1 ? ends[0]?.map(dayOf) : null;
    if (!days || days.some((day) => day === null)) return null;
    for (const day of days) if (day !== null) found.add(day);
  }
  return found.size === 0 ? null : [...found].sort();
}

const wordsOf = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '' && !filler.test(word));

/** From the first day to the last one, around the week's end if need be. */
function span([from = [], to = []]: readonly string[][]): (number | null)[] {
  const begin = dayOf(from.at(-1) ?? '');
  const end = dayOf(to[0] ?? '');
  if (begin === null || end === null) return [null];
  const days = Array.from({ length: ((end - begin + 7) % 7) + 1 }, (_, index) => (begin + index) % 7);
  return [...from.slice(0, -1).map(dayOf), ...days, ...to.slice(1).map(dayOf)];
}

function dayOf(word: string): number | null {
  if (/^[0-6]$/.test(word)) return Number(word);
  const stem = word.replace(/\.$/, '');
  if (stem.length < 2) return null;
  for (const days of names) {
    const day = days.findIndex((name) => name.startsWith(stem) || `${name}s` === stem);
    if (day >= 0) return day;
  }
  return null;
}
