import { fold } from '@echochat/core/platform/text.ts';

const numbers: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  un: 1,
  una: 1,
  two: 2,
  dos: 2,
  three: 3,
  tres: 3,
  four: 4,
  cuatro: 4,
  ten: 10,
  diez: 10,
  fifteen: 15,
  quince: 15,
  twenty: 20,
  veinte: 20,
  thirty: 30,
  treinta: 30,
  forty: 40,
  cuarenta: 40,
  fifty: 50,
  cincuenta: 50,
  sixty: 60,
  sesenta: 60,
  ninety: 90,
  noventa: 90,
};

/** What people say of an hour that is not a number and a unit, as one. In this order. */
const spoken: readonly (readonly [RegExp, string])[] = [
  [/\b(?:forty[- ]five|cuarenta y cinco)\b/g, '45'],
  [/\b(?:three quarters of an|tres cuartos de) (?:hour|hora)\b/g, '45 min'],
  [/\b(?:(?:a )?quarter of an|(?:un )?cuarto de) (?:hour|hora)\b/g, '15 min'],
  [/\b(?:a )?half(?: an?)? hour\b|\bmedia hora\b/g, '30 min'],
  [/\b(\w+) and a half hours?\b/g, '$1 h 30 min'],
  [/\b(hours?|horas?|hr?s?)(?: and a half| y media)$/g, '$1 30 min'],
  [/^(hour|hora)\b/g, '1 h'],
];

const hours = /^(\d{1,4}|\d{1,3}[.,]\d{1,2}) ?(?:h|hrs?|hs|hours?|horas?)\b(?:,? ?(?:and |y )?(.+))?$/;
const minutes = /^(\d{1,4}) ?(?:m|mins?|minutes?|minutos?|')?$/;
const unit = /[a-z']$/;

/** How long "1 h 30", "90 min", "half an hour" or "una hora y media" is in whole minutes; null if it is no length. */
export function readMinutes(typed: string): number | null {
  if (typed.length > 100) return null;
  let text = fold(typed)
    .replace(/\.$/, '')
    .replace(/^(\d{1,4}) ?(h) ?(?=\d)/, '$1 $2 ');
  for (const [said, plain] of spoken) text = text.replace(said, plain);
  text = text.replace(/[a-z]+/g, (word) => (Object.hasOwn(numbers, word) ? String(numbers[word]) : word));
  const whole = hours.exec(text);
  if (!whole) return unit.test(text) ? minutesOf(text) : null;
  const rest = whole[2] === undefined ? 0 : minutesOf(whole[2]);
  if (rest === null || (whole[2] !== undefined && rest > 59)) return null;
  return Math.round(Number(whole[1]?.replace(',', '.')) * 60) + rest;
}

function minutesOf(text: string): number | null {
  const match = minutes.exec(text);
  return match ? Number(match[1]) : null;
}
