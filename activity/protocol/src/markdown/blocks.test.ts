import { describe, expect, it } from 'vitest';
import { parseMarkdown } from './blocks.ts';

const text = (value: string) => [{ kind: 'text', text: value }];

describe('blocks of Markdown', () => {
  it('parts paragraphs at empty lines', () => {
    expect(parseMarkdown('one\n\n\ntwo')).toEqual([
      { kind: 'paragraph', children: text('one') },
      { kind: 'paragraph', children: text('two') },
    ]);
  });

  it('reads lists and quotes between paragraphs', () => {
    expect(parseMarkdown('before\n- a\n- b\nafter\n> said\n>')).toEqual([
      { kind: 'paragraph', children: text('before') },
      { kind: 'list', items: [text('a'), text('b')] },
      { kind: 'paragraph', children: text('after') },
      { kind: 'quote', children: text('said') },
    ]);
  });

  it('does not take a bare dash or an escaped one for a list', () => {
    expect(parseMarkdown('-5 degrees')).toEqual([{ kind: 'paragraph', children: text('-5 degrees') }]);
    expect(parseMarkdown('\\- not a list')).toEqual([{ kind: 'paragraph', children: text('- not a list') }]);
  });

  it('has nothing to show for nothing', () => {
    expect(parseMarkdown(' \n ')).toEqual([]);
  });
});
