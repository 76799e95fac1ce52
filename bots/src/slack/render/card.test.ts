import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryCard, hostileTexts } from '../../../test/arbitrary-card.ts';
import { blocksComplaints, elementsOf, formsIn, markupOf, textsOf } from '../../../test/slack-limits.ts';
import { type Card, card } from '../../cards/card.ts';
import { asMarkdown, escapeMarkdown } from '../../cards/markdown.ts';
import { pageWords } from '../../commands/page-words.ts';
import { readAction } from './action-id.ts';
import { pagesOf, renderCard, renderPage } from './card.ts';

const options = { turn: (page: number) => `turn.x:${page}`, words: pageWords('en') };

const allPages = (given: Card) => {
  const pages = pagesOf(given);
  return pages.map((_, index) => renderPage(given, pages, index + 1, options));
};
/** What pressing everything on a list of blocks would ask for. */
const pressable = (blocks: unknown) =>
  elementsOf(blocks).flatMap((one) => readAction({ ...one, selected_option: { value: 'v' } }) ?? []);

describe('any card', () => {
  test('keeps every limit on every page, and loses no row, action or menu', () => {
    fc.assert(
      fc.property(arbitraryCard, (given) => {
        const pages = allPages(given);
        for (const { blocks } of pages) expect(blocksComplaints(blocks, 50)).toEqual([]);
        const text = pages.flatMap(({ blocks }) => textsOf(blocks)).join('\n');
        const found = [...text.matchAll(/\br(\d+)r\b/g)].map(([, number]) => Number(number));
        expect(found).toEqual(given.rows.map((_, index) => index));
        const asked = pages.flatMap(({ blocks }) => pressable(blocks));
        const wanted = [...given.rows.flatMap(({ action }) => action ?? []), ...given.actions].map(({ id }) => id);
        for (const id of wanted) expect(asked.filter((one) => one.id === id)).toHaveLength(1);
        for (const { id, option } of given.selects.filter(({ choices }) => choices.length > 0))
          expect(asked.filter((one) => one.id === id && one.values[option] === 'v')).toHaveLength(1);
      }),
      { numRuns: 2_000 },
    );
  }, 60_000);
});

test('a command is said as people type it on Slack', () => {
  const shown = card({
    sign: '🧭',
    title: '/match find',
    text: asMarkdown(`Say \`/settings dms:on\`, or /echo. ${escapeMarkdown('I wrote `/match find`, /link')}`),
    footer: 'By typing: /settings dms:on',
  });
  expect(textsOf(renderCard(shown, options).blocks).join('')).toBe(
    '🧭 /echo match findSay /echo settings dms:on, or /echo. I wrote `/match find`, /link\n' +
      'By typing: /echo settings dms:on',
  );
});

describe('what a person wrote', () => {
  test('is no mention, no link and no control form, wherever it stands', () => {
    const ours = card({ sign: '👋', title: 'x', text: asMarkdown('x') });
    for (const hostile of hostileTexts) {
      const escaped = escapeMarkdown(hostile);
      const places: Card[] = [
        { ...ours, title: hostile },
        { ...ours, text: escaped },
        { ...ours, footer: hostile },
        { ...ours, fields: [{ name: hostile, value: escaped }] },
        { ...ours, rows: [{ title: hostile, text: escaped }] },
      ];
      for (const place of places) {
        const { blocks, text } = renderCard(place, options);
        expect([...markupOf(blocks), text].flatMap(formsIn), JSON.stringify(hostile)).toEqual([]);
        expect(JSON.stringify(blocks)).not.toContain('"type":"link"');
      }
    }
  });

  test('stands there as it was written', () => {
    const shown = renderCard(
      card({ sign: '👋', title: 'a < b & c', text: escapeMarkdown('<!channel> *x* <@U1>') }),
      options,
    );
    expect(textsOf(shown.blocks).join('|').trim()).toBe('👋 a < b & c|<!channel> *x* <@U1>|');
    expect(shown.text).toBe('👋 a &lt; b &amp; c: &lt;!channel&gt; *x* &lt;@U1&gt;');
  });
});

test('a card has its title, words, facts, rows with their button, buttons, menus and small print', () => {
  const { blocks } = renderCard(
    card({
      sign: '🎸',
      title: 'You and Mei',
      text: asMarkdown('**Two** things fit. [See](https://echo.example/x)'),
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
      selects: [
        { id: 'settings', option: 'language', label: 'Language', choices: [{ value: 'en', label: 'English' }] },
      ],
      footer: 'Only you see this',
    }),
    options,
  );
  expect(blocks.map(({ type }) => type)).toEqual([
    ...[
      'image',
      'header',
      'rich_text',
      'rich_text',
      'divider',
      'rich_text',
      'actions',
      'actions',
      'actions',
      'context',
    ],
  ]);
  expect(textsOf(blocks.slice(5, 6))).toEqual(['🐍 Python\n', '7/10', '\n']);
  expect(blocks[6]).toMatchObject({ elements: [{ accessibility_label: 'Look: 🐍 Python' }] });
  expect(pressable(blocks).map(({ id }) => id)).toEqual(['skills.list', 'match.accept:1', 'settings']);
});
