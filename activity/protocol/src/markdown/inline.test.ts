import { describe, expect, it } from 'vitest';
import { type Inline, parseInline } from './inline.ts';

/** The tree as a short string: text as it is, the rest in tags. */
function show(nodes: readonly Inline[]): string {
  return nodes
    .map((node) => {
      if (node.kind === 'text') return node.text;
      if (node.kind === 'code') return `<c>${node.text}</c>`;
      if (node.kind === 'break') return '<br>';
      if (node.kind === 'moment') return `<time ${node.at}>${node.text}</time>`;
      if (node.kind === 'person') return `<person ${node.id}>${node.text}</person>`;
      if (node.kind === 'link') return `<a ${node.href}${node.host ? ` ${node.host}` : ''}>${show(node.children)}</a>`;
      const tag = node.kind === 'strong' ? 'b' : 'i';
      return `<${tag}>${show(node.children)}</${tag}>`;
    })
    .join('');
}

describe('inline Markdown', () => {
  it.each([
    ['**bold** and *slanted*', '<b>bold</b> and <i>slanted</i>'],
    ['***both***', '<b><i>both</i></b>'],
    ['**bold with *slanted* inside**', '<b>bold with <i>slanted</i> inside</b>'],
    ['`code with **stars**`', '<c>code with **stars**</c>'],
    ['one\ntwo', 'one<br>two'],
    ['[Mei](https://example.org/mei)', '<a https://example.org/mei>Mei</a>'],
    ['[**Mei**](https://example.org/)', '<a https://example.org/><b>Mei</b></a>'],
  ])('reads %s', (source, shown) => {
    expect(show(parseInline(source))).toBe(shown);
  });

  it.each([
    ['\\*not slanted\\*', '*not slanted*'],
    ['on [Tue 1 Dec, 18:00](moment:1796144400)', 'on <time 1796144400>Tue 1 Dec, 18:00</time>'],
    ['[no moment](moment:soon)', '[no moment](moment:soon)'],
    ['[](moment:1796144400)', '[](moment:1796144400)'],
    ['\\[not a link\\](https://example.org)', '[not a link](https://example.org)'],
    ['a \\\\ b', 'a \\ b'],
    ['C:\\new', 'C:\\new'],
    ['\\`tick\\`', '`tick`'],
  ])('takes the backslash from %s', (source, shown) => {
    expect(show(parseInline(source))).toBe(shown);
  });

  it.each([
    ['**never closed', '**never closed'],
    ['*one **two* three', '<i>one **two</i> three'],
    ['2 * 3 * 4', '2 * 3 * 4'],
    ['****', '****'],
    ['`never closed', '`never closed'],
    ['``', '``'],
    ['[never closed', '[never closed'],
    ['closed] only', 'closed] only'],
    ['[label] (https://example.org)', '[label] (https://example.org)'],
    ['[a [b](https://example.org/)', '[a <a https://example.org/>b</a>'],
    ['**[a** b](https://example.org/)', '<b>[a</b> b](https://example.org/)'],
  ])('leaves what is out of balance in %s as text', (source, shown) => {
    expect(show(parseInline(source))).toBe(shown);
  });

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    '//example.org',
    '/playground',
    'https:example.org',
    'https://trusted.org@evil.org/',
    'https://evil.org/"onclick=x',
    'https://a b.org',
    '',
  ])('makes no link of %s', (address) => {
    expect(show(parseInline(`[label](${address})`))).not.toContain('<a ');
  });

  it('shows the true host where the label claims another', () => {
    expect(show(parseInline('[discord.com](https://evil.org/x)'))).toBe(
      '<a https://evil.org/x evil.org>discord.com</a>',
    );
    expect(show(parseInline('[evil.org](https://evil.org/x)'))).toBe('<a https://evil.org/x>evil.org</a>');
  });

  it('keeps angle brackets as text', () => {
    expect(parseInline('<img src=x onerror=alert(1)>')).toEqual([
      { kind: 'text', text: '<img src=x onerror=alert(1)>' },
    ]);
  });

  it.each(['*', '**', '`', '[', ']', '](', '[a](', '[a](https://e.org/', '*a **b ', '\\', '***', '[*', 'a\n'])(
    'reads 10,000 characters of %j within a quarter of a second',
    (piece) => {
      const source = piece.repeat(Math.ceil(10_000 / piece.length));
      const start = performance.now();
      parseInline(source);
      expect(performance.now() - start).toBeLessThan(250);
    },
  );
});
