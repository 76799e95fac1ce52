import { fold } from '@echochat/core/platform/text.ts';

// chrono-node reads days well and hours less so, in Spanish least: what it does not know is put here as it knows it.

export type Part = 'early' | 'morning' | 'afternoon' | 'evening' | 'night';

export interface PlainWords {
  text: string;
  /** The part of the day that makes an "8" one of the two. */
  part: Part | null;
  /** "Tonight at 1" is after midnight. */
  tonight: boolean;
  /** Which of two days a midnight belongs to is not known, unless no day is said. */
  midnight: boolean;
}

type Rewriting = readonly [RegExp, string | ((match: string, ...groups: string[]) => string)];
interface Rewritings {
  words: readonly Rewriting[];
  part: RegExp;
  parts: Readonly<Record<string, Part>>;
  today: string;
}

const englishHours = 'one two three four five six seven eight nine ten eleven twelve'.split(' ');
const spanishHours = 'una dos tres cuatro cinco seis siete ocho nueve diez once doce'.split(' ');
const hourOf = (said: string, names: readonly string[]) =>
  names.includes(said) ? names.indexOf(said) + 1 : Number(said);
const before = (hour: number) => (hour === 1 ? 12 : hour - 1);

/** In both languages: 7 p. m., 18h30, 18 h, 18.30, "mañana 19". */
const numerals: readonly Rewriting[] = [
  [/(\d)\s*([ap])\.?\s*m\b\.?/g, '$1$2m'],
  [/(?<![\d:.])([01]?\d|2[0-3])h([0-5]\d)\b/g, '$1:$2'],
  [
    /(?<![\d:.])(?<!\b(?:in|en|de|within) )([01]?\d|2[0-3])(:[0-5]\d)? ?(?:h|hs|hrs|horas)\b/g,
    (_all, hour, minute) => `${hour}${minute ?? ':00'}`,
  ],
  [/(?<![\d.])([01]?\d|2[0-3])\.([0-5]\d)(?![\d.])/g, '$1:$2'],
  [/\b(today|tomorrow|tonight|hoy|manana|noche|tarde|morning|afternoon|evening|night) (\d{1,2})$/, '$1 $2:00'],
];

const monthFirst = new RegExp(
  '(?<!(?<![\\d:])\\d{1,2}(?:st|nd|rd|th)? (?:of )?)' +
    '\\b((?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*)\\.? ' +
    '(\\d{1,2})(?:st|nd|rd|th)?\\b(?!:),? ?',
);

const rewritings: Readonly<Record<'en' | 'es', Rewritings>> = {
  en: {
    words: [
      [/\b(?:the )?day after tomorrow\b/, 'in 2 days'],
      // Beside a time, chrono takes the day of "Nov 25, 05:07" for a year.
      [monthFirst, '$2 $1 '],
      [/\btues\b/, 'tue'],
      [/\bweds\b/, 'wed'],
      [/\bon (?:the )?/, ''],
      [
        new RegExp(`\\b(half past|quarter past|quarter to) (${englishHours.join('|')}|\\d{1,2})\\b`),
        (_all, share, said) => {
          const hour = hourOf(said ?? '', englishHours);
          return share === 'quarter to' ? `${before(hour)}:45` : `${hour}:${share === 'half past' ? '30' : '15'}`;
        },
      ],
      [new RegExp(`\\bat (${englishHours.join('|')})\\b`), (_all, said) => `at ${hourOf(said ?? '', englishHours)}`],
      [/\b(?:12(?::00)? ?)?(?:noon|midday)\b/, '12:00'],
      [/(?<![\d:])(\d{1,2}) (?=(?:in the|at) (?:morning|afternoon|evening|night)\b)/, '$1:00 '],
    ],
    part: /\b(?:(in the|this|at) )?(morning|afternoon|evening|night)\b|\btonight\b/,
    parts: { morning: 'morning', afternoon: 'afternoon', evening: 'evening', night: 'night' },
    today: 'today',
  },
  es: {
    words: [
      [/\bpasado manana\b/, 'en 2 dias'],
      // As Intl shortens it; chrono knows "sep".
      [/\bsept\b/, 'sep'],
      // "mar" is March behind a number only.
      [/(?<!\d |\d de )\bmar\b\.?(?=[ ,]|$)/, 'martes'],
      [/\b(?:del?|el) (?=(?:lunes|martes|miercoles|jueves|viernes|sabado|domingo|manana|hoy|proximo|\d{1,2})\b)/g, ''],
      [/\b(lunes|martes|miercoles|jueves|viernes|sabado|domingo) (?:que viene|proximo)\b/, 'proximo $1'],
      [
        new RegExp(`\\blas? (${spanishHours.join('|')})\\b`),
        (all, said) => `${all.startsWith('las') ? 'las' : 'la'} ${hourOf(said ?? '', spanishHours)}`,
      ],
      [
        /(?<![\d:])(\d{1,2}) (y media|y cuarto|menos cuarto)\b/,
        (_all, said, share) => {
          const hour = Number(said);
          return share === 'menos cuarto' ? `${before(hour)}:45` : `${hour}:${share === 'y media' ? '30' : '15'}`;
        },
      ],
      [/\b(?:12(?::00)? (?:del )?|al? )?mediodia\b/, '12:00'],
      [/\ba (?:la )?(?=medianoche\b)/, ''],
      [/(?<![\d:])(\d{1,2}) (?=de la (?:manana|tarde|noche|madrugada)\b)/, '$1:00 '],
    ],
    part: /\b(?:(de la|por la|en la|a la|esta) (manana|tarde|noche|madrugada)|(tarde|noche))\b/,
    parts: { madrugada: 'early', manana: 'morning', tarde: 'afternoon', noche: 'night' },
    today: 'hoy',
  },
};

const midnights = { en: /\b(?:12(?::00)? ?)?midnight\b/, es: /\bmedianoche\b/ };

/** What was typed, folded, in words that chrono's parser of the language knows. Null if it names two parts of a day. */
export function plainWords(typed: string, language: 'en' | 'es'): PlainWords | null {
  const { words, part: partPattern, parts, today } = rewritings[language];
  let text = fold(typed);
  for (const [said, plain] of [...numerals, ...words])
    text = typeof plain === 'string' ? text.replace(said, plain) : text.replace(said, plain);
  const midnight = midnights[language].test(text);
  text = text.replace(midnights[language], '0:00');

  const found = partPattern.exec(text);
  if (!found) return { text: text.trim(), part: null, tonight: false, midnight };
  const [said, how, first, second] = found;
  const part = parts[first ?? second ?? 'night'] ?? 'night';
  const now = said === 'tonight' || how === 'this' || how === 'esta';
  text = `${text.slice(0, found.index)}${now ? today : ''}${text.slice(found.index + said.length)}`;
  if (partPattern.test(text)) return null;
  const tonight = now && part !== 'morning' && part !== 'afternoon';
  return { text: text.replace(/\s+/g, ' ').trim(), part, tonight, midnight };
}

/** The hour of 24 that is meant in a part of the day, and whether it is the next day's; null where the two disagree. */
export function hourIn(part: Part, hour: number, tonight: boolean): { hour: number; nextDay: boolean } | null {
  const same = (meant: number) => ({ hour: meant, nextDay: false });
  const afterMidnight = { hour: hour % 12, nextDay: true };
  switch (part) {
    case 'early':
      return hour === 12 ? same(0) : hour <= 6 ? same(hour) : null;
    case 'morning':
      // Twelve in the morning is noon to some and midnight to others.
      return hour < 12 ? same(hour) : null;
    case 'afternoon':
      return hour >= 12 && hour <= 21 ? same(hour) : hour >= 1 && hour <= 8 ? same(hour + 12) : null;
    case 'evening':
    case 'night':
      if (hour >= 16) return same(hour);
      if (hour === 12 || hour === 0 || (tonight && hour <= 5)) return afterMidnight;
      return hour >= (part === 'evening' ? 4 : 6) && hour < 12 ? same(hour + 12) : null;
  }
}
