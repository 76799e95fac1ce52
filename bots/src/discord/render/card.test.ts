import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryCard, hostileTexts } from '../../../test/arbitrary-card.ts';
import { allComponents, formsIn, messageComplaints, textsOf } from '../../../test/discord-limits.ts';
import { type Card, card } from '../../cards/card.ts';
import { asMarkdown, escapeMarkdown } from '../../cards/markdown.ts';
import { renderCard, renderPage } from './card.ts';
import { readComponentId } from './component-id.ts';
import { pagesOf } from './pages.ts';

const words = { previous: 'Previous', next: 'Next', page: (page: number, pages: number) => `Page ${page} of ${pages}` };
const options = { turn: (page: number) => `turn.x:${page}`, words };

/** Every page of a card, as bodies. */
function allPages(given: Card) {
  const pages = pagesOf(given);
  return pages.map((_, index) => renderPage(given, pages, index + 1, options).body);
}
const idsOn = (body: object) =>
  allComponents(Reflect.get(body, 'components')).flatMap((one) =>
    typeof one['custom_id'] === 'string' ? [one['custom_id']] : [],
  );

describe('any card', () => {
  test('keeps every limit on every page, and loses no row, action or menu', () => {
    fc.assert(
      fc.property(arbitraryCard, (given) => {
        const pages = allPages(given);
        for (const body of pages) expect(messageComplaints({ ...body })).toEqual([]);
        const text = pages.flatMap((body) => textsOf(body.components)).join('\n');
        const ids = pages.flatMap(idsOn);
        const found = [...text.matchAll(/\br(\d+)r\b/g)].map(([, number]) => Number(number));
        expect(found).toEqual(given.rows.map((_, index) => index));
        const wanted = [...given.rows.flatMap(({ action }) => action ?? []), ...given.actions].map(({ id }) => id);
        for (const id of wanted) expect(ids.filter((known) => known === id)).toHaveLength(1);
        for (const { id, option } of given.selects.filter(({ choices }) => choices.length > 0)) {
          const read = ids.map((known) => readComponentId(known, ['v']));
          expect(read.filter((found) => found.id === id && found.values[option] === 'v')).toHaveLength(1);
        }
      }),
      { numRuns: 2_000 },
    );
  }, 60_000);
});

describe('what a person wrote', () => {
  test('pings nobody and forges nothing, wherever it stands', () => {
    const ours = card({ sign: '👋', title: 'x', text: asMarkdown('x') });
    const frame = textsOf(renderCard(ours, options).body.components).flatMap(formsIn).length;
    for (const hostile of hostileTexts) {
      const escaped = escapeMarkdown(hostile);
      const places: Card[] = [
        { ...ours, title: hostile },
        { ...ours, text: escaped },
        { ...ours, footer: hostile },
        { ...ours, fields: [{ name: hostile, value: escaped }] },
        { ...ours, rows: [{ title: hostile, text: escaped }] },
      ];
      const allowed = [0, 0, 1, 2, 2];
      places.forEach((place, index) => {
        const forms = textsOf(renderCard(place, options).body.components).flatMap(formsIn);
        expect(forms.length, `${JSON.stringify(hostile)} made ${forms.join(' ')}`).toBe(frame + (allowed[index] ?? 0));
      });
    }
  });

  test.each([
    ['2 < 3 and 4 > 1', '2 < 3 and 4 \\> 1'],
    ['snake_case *star*', 'snake\\_case \\*star\\*'],
    ['https://a.example/b_c', 'https://a.example/b_c'],
    ['# not a heading', '\\# not a heading'],
    ['1. not a list', '1\\. not a list'],
    ['hi @everyone', 'hi @\u200beveryone'],
    ['<@1>', '<\u200b@1\\>'],
  ])('%s stands in a message as %s', (given, written) => {
    const shown = renderCard(card({ sign: '👋', title: 't', text: escapeMarkdown(given) }), options).body;
    expect(textsOf(shown.components)[0]).toBe(`### 👋 t\n${written}`);
  });
});

describe('a card', () => {
  const shown = card({
    sign: '🎸',
    title: 'You and Mei',
    tone: 'teach',
    text: asMarkdown('**Two** things fit. [See](https://echo.example/x_y)'),
    picture: { url: 'https://echo.example/p.png', alt: 'A ripple' },
    fields: [{ name: 'Hours', value: asMarkdown('3 a week') }],
    rows: [
      {
        sign: '🐍',
        title: 'Python',
        text: asMarkdown('7/10'),
        action: { id: 'skills.list', label: 'Look', style: 'secondary' },
      },
    ],
    actions: [{ id: 'match.accept:1', label: 'Yes', style: 'primary' }],
    selects: [{ id: 'settings', option: 'language', label: 'Language', choices: [{ value: 'en', label: 'English' }] }],
    footer: 'Only you see this',
  });

  test('is a container in its colour: picture, words, facts, rows with their button, buttons, menus, small print', () => {
    const [container] = renderCard(shown, options).body.components;
    expect(container?.accent_color).toBe(0xc4402f);
    expect(container?.components.map(({ type }) => type)).toEqual([12, 10, 10, 14, 9, 1, 1, 10]);
    expect(textsOf([container])).toEqual([
      '### 🎸 You and Mei\n**Two** things fit. [See](<https://echo.example/x_y>)',
      '**Hours**\n3 a week',
      '🐍 **Python**\n7/10',
      '-# Only you see this',
    ]);
    expect(idsOn({ components: [container] })).toEqual(['skills.list', 'match.accept:1', 'settings;language']);
  });

  test('that is longer than a message turns its pages', () => {
    const rows = Array.from({ length: 30 }, (_, index) => ({
      title: `Row ${index}`,
      text: asMarkdown('x'.repeat(300)),
    }));
    const long = { ...shown, rows };
    const [first, second, last] = [1, 2, 99].map((page) => renderCard(long, { ...options, page }));
    expect(first?.pages).toBeGreaterThan(2);
    expect(last?.page).toBe(first?.pages);
    expect(textsOf(second?.body.components).at(-1)).toBe(`-# Page 2 of ${first?.pages} · Only you see this`);
    expect(idsOn(second?.body ?? {})).toEqual(['turn.x:1', 'turn.x:3']);
  });
});
