import { commands } from '@echochat/bots/commands/registry.ts';
import fc from 'fast-check';

/** One thing that somebody does: types a line, presses something they have seen, or lets time pass. */
export type Step =
  | { kind: 'line'; who: number; line: string }
  | { kind: 'press'; who: number; which: number; change: Change; values: Record<string, string> }
  | { kind: 'wait'; hours: number };

/** What is done to an id before it is pressed. */
export type Change = 'none' | 'digit' | 'comma' | 'cut' | 'letter' | 'percent';

const who = fc.nat({ max: 2 });

const sensible = fc.constantFrom(
  ...[
    'guitar',
    'Python',
    'Music Theory',
    'chess',
    'ajedrez',
    'Music',
    'música',
    'teach',
    'learn',
    'enseño',
    'yes',
    'no',
  ],
  ...['1', '2', '3', '5', '8', '42', '100', '0', '-1', '@ana', '@bo', 'cai', 'Lisbon', 'Asia/Tokyo', '18:00', '6pm'],
  ...['22:00-08:00', '1,2,3', 'weekdays', '+30', '2027-05-31', '30/2/2027', 'on', 'off', 'en', 'es', 'any', 'video'],
  ...[
    'pending',
    'accepted',
    'declined',
    'match',
    'https://example.org/a.png',
    'Learn *this* [x](https://y.example) > z',
  ],
);
const garbage = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.constantFrom('', ' ', '"', '\\', '__proto__', 'constructor', '\u202e', '\0', '🎸'.repeat(150), 'x'.repeat(10_000)),
);
const value = fc.oneof({ weight: 4, arbitrary: sensible }, { weight: 1, arbitrary: garbage });

const quoted = (text: string) => `"${text.replace(/["\\]/g, '\\$&')}"`;

const grammatical = fc
  .constantFrom(...commands)
  .chain(({ path, options }) => {
    const names = Object.keys(options);
    const given: fc.Arbitrary<string[]> = names.length === 0 ? fc.constant([]) : fc.subarray(names);
    return fc.record({ path: fc.constant(path), given, values: fc.array(value, { minLength: 10, maxLength: 10 }) });
  })
  .map(({ path, given, values }) =>
    [`/${path}`, ...given.map((name, index) => `${name}:${quoted(values[index] ?? '')}`)].join(' '),
  );
const loose = fc
  .tuple(fc.constantFrom(...commands.map(({ path }) => path)), fc.array(value, { maxLength: 3 }))
  .map(([path, words]) => [`/${path}`, ...words].join(' '));
const line = fc.oneof(
  { weight: 5, arbitrary: grammatical },
  { weight: 2, arbitrary: loose },
  { weight: 1, arbitrary: garbage },
);

const names = [...new Set(commands.flatMap(({ options }) => Object.keys(options)))];
const formValues = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: fc.dictionary(fc.constantFrom(...names, 'constructor', 'toString'), value, { maxKeys: 4 }) },
);

export const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('line' as const), who, line }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('press' as const),
      who,
      which: fc.nat(),
      change: fc.constantFrom<Change>('none', 'none', 'none', 'none', 'digit', 'comma', 'cut', 'letter', 'percent'),
      values: formValues,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 60 }) }) },
);

/** An id with a small thing wrong in it. */
export function changed(id: string, change: Change): string {
  switch (change) {
    case 'none':
      return id;
    case 'digit':
      return id.replace(/\d/, (digit) => String((Number(digit) + 1) % 10));
    case 'comma':
      return `${id},,`;
    case 'cut':
      return id.slice(0, -1);
    case 'letter':
      return id.replace(/[a-z]/, 'q');
    case 'percent':
      return `${id}%`;
  }
}
