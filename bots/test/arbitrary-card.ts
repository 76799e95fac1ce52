import type { Action, Card, Choice, Row, Select } from '@echochat/bots/cards/card.ts';
import type { Form, FormField } from '@echochat/bots/cards/form.ts';
import { asMarkdown, escapeMarkdown, type Markdown } from '@echochat/bots/cards/markdown.ts';
import fc from 'fast-check';

// Cards and forms as no command makes them: every limit's edge, and texts that want to be something else.

/** What people may try to make of a chat's own forms. */
const tricks = [
  ...['<@1>', '<@!1>', '<@&1>', '<#1>', '<:x:1>', '<a:x:1>', '<t:1>', '<t:1:R>', '</echo:1>', '<id:customize>'],
  ...['@everyone', '@here', '@EVERYONE', '<!channel>', '<!here>', '<!everyone>', '<!subteam^S1>', '<@U1>', '<@U1|x>'],
  ...['<https://evil.example|bank>', '[bank](https://evil.example)', '[https://a.example](https://evil.example)'],
  ...['https://user@evil.example', 'https://a.example/@everyone', '<https://evil.example>', 'http://a_b.example/*c*'],
  ...['||spoiler||', '~~gone~~', '__under__', '_it_', '*it*', '**b**', '***x***', '`c`', '```\nblock\n```', '# Head'],
  ...[
    '-# small',
    '> quote',
    '>>> all',
    '- item',
    '1. one',
    '* item',
    '+ item',
    '\\<@1>',
    '\\',
    '\\\\<@1>',
    '&lt;@1&gt;',
  ],
  ...[
    ':tada:',
    '&amp;',
    '<',
    '>',
    '&',
    '\u202e',
    '\u200b',
    '\0',
    '\n\n\n',
    '🎸',
    '👩‍👩‍👧',
    'ﷺ',
    'שלום',
    'e\u0301',
    '\ud83c',
  ],
];

const trick = fc.constantFrom(...tricks);
const piece = fc.oneof(
  { weight: 3, arbitrary: trick },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
);

/** A text of a person: short, tricky, or as long as nobody writes. */
const text: fc.Arbitrary<string> = fc.oneof(
  { weight: 200, arbitrary: fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join(' ')) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(piece, fc.constantFrom(75, 80, 100, 2_000, 4_000, 10_000))
      .map(([one, length]) => one.repeat(length).slice(0, length) || 'x'),
  },
);
const plain = text.map((value) => value.toWellFormed().trim() || 'x');

/** As the commands make it: words of ours may format, what a person wrote is escaped. */
const markdown: fc.Arbitrary<Markdown> = fc.oneof(
  plain.map(escapeMarkdown),
  fc.tuple(plain, plain).map(([a, b]) => asMarkdown(`**${escapeMarkdown(a)}**\n> ${escapeMarkdown(b)}`)),
  plain.map((value) => asMarkdown(`[Look](https://echo.example/a_b) *${escapeMarkdown(value)}* \`code\``)),
  plain.map((value) => asMarkdown(`- ${escapeMarkdown(value)}\n- two`)),
  fc.constantFrom('', ' ', '>', '> ', '- ', '-', '> \n\n- ').map(asMarkdown),
);

const id = fc
  .tuple(
    fc.constantFrom('echo', 'match.accept', 'skills.add', 'profile.view'),
    fc.nat(),
    fc.integer({ min: 0, max: 60 }),
  )
  .map(([path, number, length]) => `${path}:${number}${'a'.repeat(length)}`);
const action: fc.Arbitrary<Action> = fc.record({
  id,
  label: plain,
  style: fc.constantFrom('primary', 'secondary', 'danger'),
});
const choice: fc.Arbitrary<Choice> = fc.record(
  { value: plain, label: plain, description: plain },
  { requiredKeys: ['value', 'label'] },
);
const shortValues = fc.array(
  fc.tuple(fc.nat(), choice).map(([number, given]) => ({ ...given, value: `v${number}` })),
  { maxLength: 25 },
);
const select: fc.Arbitrary<Select> = fc.record({
  id,
  option: fc.constantFrom('language', 'scope', 'skill'),
  label: plain,
  choices: shortValues,
});
const row: fc.Arbitrary<Row> = fc
  .record({ sign: fc.constant('🎸'), text: markdown, action }, { requiredKeys: ['text'] })
  .chain((given) => plain.map((title) => ({ ...given, title })));

/** Rows are numbered in their titles, so that each can be found again. */
const rows = fc
  .oneof(
    { weight: 150, arbitrary: fc.array(row, { maxLength: 6 }) },
    {
      weight: 1,
      arbitrary: fc.tuple(row, fc.constantFrom(24, 25, 40, 500)).map(([one, count]) => Array(count).fill(one)),
    },
  )
  .map((list: Row[]) =>
    list.map((one, index) => ({
      ...one,
      title: `r${index}r ${one.title}`,
      ...(one.action ? { action: { ...one.action, id: `row.do:${index}` } } : {}),
    })),
  );

/** Ids are numbered: a command gives each action of a card its own. */
const numbered = <T extends { id: string }>(list: readonly T[], mark: string): T[] =>
  list.map((one, index) => ({ ...one, id: `${one.id.slice(0, 80)}${mark}${index}` }));

export const arbitraryCard: fc.Arbitrary<Card> = fc.record(
  {
    sign: fc.constantFrom('🎸', '👋'),
    title: plain,
    tone: fc.constantFrom('act', 'teach', 'learn', 'celebrate', 'trouble'),
    text: markdown,
    picture: fc.record({
      url: fc.constantFrom(
        'https://echo.example/a.png',
        'javascript:alert(1)',
        'a.png',
        `https://x.example/${'a'.repeat(4_000)}`,
      ),
      alt: plain,
    }),
    fields: fc.array(fc.record({ name: plain, value: markdown }), { maxLength: 5 }),
    rows,
    actions: fc.array(action, { maxLength: 12 }).map((list) => numbered(list, 'x')),
    selects: fc.array(select, { maxLength: 4 }).map((list) => numbered(list, 'y')),
    footer: plain,
    links: fc.array(
      fc.record({
        label: plain,
        url: fc.constantFrom(
          'https://echo.example/rooms/1#x',
          'javascript:alert(1)',
          '/rooms/1',
          `https://x.example/${'a'.repeat(4_000)}`,
        ),
      }),
      { maxLength: 7 },
    ),
  },
  { requiredKeys: ['sign', 'title', 'tone', 'text', 'fields', 'rows', 'links', 'actions', 'selects'] },
);

const fieldBase = { label: plain, hint: plain, required: fc.boolean(), value: plain };
const requiredKeys = ['label', 'required'] as const;
const field = fc.oneof(
  fc
    .record(fieldBase, { requiredKeys: [...requiredKeys] })
    .chain((base) =>
      fc
        .tuple(fc.boolean(), fc.constantFrom(1, 20, 1_000, 4_000))
        .map(([multiline, maxLength]) => ({ ...base, kind: 'text' as const, multiline, maxLength })),
    ),
  fc
    .record(fieldBase, { requiredKeys: [...requiredKeys] })
    .chain(({ value: _value, ...base }) =>
      fc
        .constantFrom('7', '007', '0', '99', '-1', 'x', '')
        .map((value) => ({ ...base, value, kind: 'number' as const, min: 1, max: 10 })),
    ),
  fc.record(fieldBase, { requiredKeys: [...requiredKeys] }).chain((base) =>
    fc.tuple(fc.boolean(), shortValues).map(([multiple, choices]) => ({
      ...base,
      value: choices[0]?.value ?? '',
      kind: 'choice' as const,
      multiple,
      choices,
    })),
  ),
  fc
    .record(fieldBase, { requiredKeys: [...requiredKeys] })
    .map((base) => ({ ...base, kind: 'search' as const, maxLength: 100 })),
);

export const arbitraryForm: fc.Arbitrary<Form> = fc
  .record(
    { id, title: plain, text: markdown, submit: plain, fields: fc.array(field, { minLength: 1, maxLength: 5 }) },
    { requiredKeys: ['id', 'title', 'submit', 'fields'] },
  )
  .map((form) => ({
    ...form,
    fields: form.fields.map((one, index): FormField => ({ ...one, name: `f${'abcde'.charAt(index)}` })),
  }));

/** A thousand texts that want to be more than a text. */
export const hostileTexts: readonly string[] = Array.from({ length: 1_000 }, (_, index) => {
  const at = (offset: number) => tricks[(index * 7 + offset * 13) % tricks.length] ?? '';
  const join = ['', ' ', '\n', '\u200b'][index % 4] ?? '';
  return (
    [at(index), at(index + 3), at(index * 2 + 1)]
      .slice(0, 1 + (index % 3))
      .join(join)
      .toWellFormed() || 'x'
  );
});
