import { type Inline, parseInline } from './inline.ts';

export type Block =
  | { kind: 'paragraph'; children: Inline[] }
  | { kind: 'list'; items: Inline[][] }
  | { kind: 'quote'; children: Inline[] };

type Kind = Block['kind'];
type Group = { kind: Kind; lines: string[] };

function kindOf(line: string): Kind {
  if (line.startsWith('- ')) return 'list';
  return line.startsWith('> ') || line === '>' ? 'quote' : 'paragraph';
}

/** Lines of one kind that follow each other; an empty line ends a group. */
function groups(source: string): Group[] {
  const found: Group[] = [];
  let open: Group | undefined;
  for (const line of source.split(/\r?\n/)) {
    if (line.trim() === '') {
      open = undefined;
      continue;
    }
    const kind = kindOf(line);
    if (open?.kind !== kind) {
      open = { kind, lines: [] };
      found.push(open);
    }
    open.lines.push(kind === 'paragraph' ? line : line.slice(2));
  }
  return found;
}

/** A card's Markdown as blocks: paragraphs, `- ` lists and `> ` quotes. Line breaks inside a paragraph are kept. */
export function parseMarkdown(source: string): Block[] {
  return groups(source).map(({ kind, lines }) =>
    kind === 'list'
      ? { kind, items: lines.map(parseInline) }
      : { kind, children: parseInline(lines.join('\n').trimEnd()) },
  );
}
