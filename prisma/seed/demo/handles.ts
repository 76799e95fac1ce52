import type { Person } from './people.ts';
import type { Dice } from './prng.ts';

const SPELLED_OUT: Readonly<Record<string, string>> = {
  đ: 'd',
  ł: 'l',
  ø: 'o',
  ı: 'i',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ð: 'd',
};

/** Lower-case ASCII letters only: "Łukasz O'Shea" becomes "lukaszoshea". */
export function asciiLetters(text: string): string {
  const plain = text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '');
  return [...plain]
    .map((letter) => SPELLED_OUT[letter] ?? letter)
    .join('')
    .replace(/[^a-z]/g, '');
}

/** A handle nobody in `taken` has, added to `taken`; 2 to 31 characters, beginning with a letter. */
export function createHandle(dice: Dice, person: Person, taken: Set<string>): string {
  const given = asciiLetters(person.given);
  const family = asciiLetters(person.family.split(' ')[0] ?? person.family) || asciiLetters(person.family);
  const shape = dice
    .weighted(
      [
        { text: `${given}_${family}`, weight: 9 },
        { text: `${given}${family}`, weight: 4 },
        { text: `${given}_${family.slice(0, 1)}`, weight: 2 },
        { text: `${given.slice(0, 1)}_${family}`, weight: 2 },
        { text: `${family}_${given}`, weight: 1 },
        { text: `${given}${dice.int(2, 99)}`, weight: 3 },
      ],
      (candidate) => candidate.weight,
    )
    .text.slice(0, 28);
  let handle = shape;
  for (let number = 2; taken.has(handle); number += 1) handle = `${shape}${number}`;
  taken.add(handle);
  return handle;
}
