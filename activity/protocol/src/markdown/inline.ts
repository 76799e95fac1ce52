// The inline half of the cards' Markdown: **bold**, *italics*, `code`, [label](https://…), [text](moment:1764612000), [name](person:123),
// backslash escapes. One pass, no backtracking: what does not close is text. It makes a tree, never HTML, so nothing in a card can become markup.

export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'code'; text: string }
  | { kind: 'break' }
  /** A moment, seconds since 1970, which a chat may show in the reader's own time; `text` says it where it does not. */
  | { kind: 'moment'; at: number; text: string }
  /** Somebody by their id on the chat that shows it, who can be pressed there; elsewhere `text`. Nobody is pinged. */
  | { kind: 'person'; id: string; text: string }
  | { kind: 'strong' | 'emphasis'; children: Inline[] }
  | { kind: 'link'; href: string; host: string | null; children: Inline[] };

type Opener = '*' | '**' | '[' | '';
type Frame = { opener: Opener; children: Inline[] };

const ESCAPABLE = /[!-/:-@[-`{-~]/;
/** Longer addresses than browsers take (2,048) are text. */
const LONGEST_ADDRESS = 2048;

function pushText(into: Inline[], text: string): void {
  if (text === '') return;
  const last = into.at(-1);
  if (last?.kind === 'text') last.text += text;
  else into.push({ kind: 'text', text });
}

/** An http or https address without a user name in it (https://trusted.org@evil.org), else null. */
export function safeAddress(address: string): URL | null {
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return null;
  const url = new URL(address);
  return url.username === '' && url.password === '' ? url : null;
}

function plainText(nodes: readonly Inline[]): string {
  return nodes
    .map((node) => ('children' in node ? plainText(node.children) : node.kind === 'break' ? ' ' : node.text))
    .join('');
}

/** Seconds since 1970 of `moment:1764612000`; null where it is no moment that a date can hold. */
function momentOf(address: string): number | null {
  const seconds = /^moment:(\d{1,12})$/.exec(address)?.[1];
  return seconds === undefined ? null : Number(seconds);
}

const personOf = (address: string): string | null => /^person:([A-Za-z0-9]{1,64})$/.exec(address)?.[1] ?? null;

/** The true host, where the label itself looks like an address of another one: a reader should see where it leads. */
function forgedHost(label: string, url: URL): string | null {
  const claimed = /(?:https?:\/\/)?((?:[\w-]+\.)+[a-z]{2,})/i.exec(label.slice(0, 200))?.[1]?.toLowerCase();
  return claimed === undefined || claimed === url.host.toLowerCase() ? null : url.host;
}

class Reader {
  readonly source: string;
  at = 0;
  frames: Frame[] = [{ opener: '', children: [] }];
  moreCode = true;

  constructor(source: string) {
    this.source = source;
  }

  get top(): Frame {
    return this.frames.at(-1) ?? { opener: '', children: [] };
  }

  text(length: number): void {
    pushText(this.top.children, this.source.slice(this.at, this.at + length));
    this.at += length;
  }

  /** Takes the innermost frame away; its children join the next one, after `literal`. */
  unwrap(literal: string): void {
    const frame = this.frames.pop();
    pushText(this.top.children, literal);
    for (const child of frame?.children ?? []) {
      if (child.kind === 'text') pushText(this.top.children, child.text);
      else this.top.children.push(child);
    }
  }

  /** Makes the given opener the innermost frame by turning what opened after it into text; false if it is not open. */
  surface(opener: Opener): boolean {
    if (!this.frames.some((frame) => frame.opener === opener)) return false;
    while (this.top.opener !== opener) this.unwrap(this.top.opener);
    return true;
  }

  isSpace(index: number): boolean {
    const char = this.source[index];
    return char === undefined || /\s/.test(char);
  }

  stars(): void {
    // One, two or more: counting further would read a row of stars again for each of them.
    let run = 1;
    while (run < 3 && this.source[this.at + run] === '*') run += 1;
    const opener: Opener = run === 2 || (run > 2 && this.top.opener !== '*') ? '**' : '*';
    const length = opener.length;
    const isOpen = this.frames.some((frame) => frame.opener === opener);
    if (isOpen && !this.isSpace(this.at - 1) && this.surface(opener)) {
      const children = this.frames.pop()?.children ?? [];
      if (children.length === 0) pushText(this.top.children, opener + opener);
      else this.top.children.push({ kind: opener === '**' ? 'strong' : 'emphasis', children });
      this.at += length;
    } else if (!isOpen && !this.isSpace(this.at + length)) {
      this.frames.push({ opener, children: [] });
      this.at += length;
    } else {
      this.text(length);
    }
  }

  code(): void {
    const end = this.moreCode ? this.source.indexOf('`', this.at + 1) : -1;
    this.moreCode = end !== -1;
    if (end > this.at + 1) {
      this.top.children.push({ kind: 'code', text: this.source.slice(this.at + 1, end) });
      this.at = end + 1;
    } else this.text(1);
  }

  openLink(): void {
    // Links do not nest: an earlier bracket was only text.
    if (this.surface('[')) this.unwrap('[');
    this.frames.push({ opener: '[', children: [] });
    this.at += 1;
  }

  closeLink(): void {
    const address = /^\(([^\s()<>"]*)\)/.exec(this.source.slice(this.at + 1, this.at + LONGEST_ADDRESS));
    const isOpen = this.surface('[');
    const url = address?.[1] === undefined ? null : safeAddress(address[1]);
    const moment = momentOf(address?.[1] ?? '');
    const person = personOf(address?.[1] ?? '');
    const label = isOpen ? plainText(this.top.children) : '';
    const length = 1 + (address?.[0].length ?? 0);
    if (isOpen && url !== null && label.trim() !== '') {
      const children = this.frames.pop()?.children ?? [];
      this.top.children.push({ kind: 'link', href: url.href, host: forgedHost(label, url), children });
      this.at += length;
    } else if (isOpen && moment !== null && label.trim() !== '') {
      this.frames.pop();
      this.top.children.push({ kind: 'moment', at: moment, text: label });
      this.at += length;
    } else if (isOpen && person !== null && label.trim() !== '') {
      this.frames.pop();
      this.top.children.push({ kind: 'person', id: person, text: label });
      this.at += length;
    } else {
      if (isOpen) this.unwrap('[');
      this.text(isOpen ? length : 1);
    }
  }

  read(): Inline[] {
    while (this.at < this.source.length) {
      const char = this.source[this.at];
      const next = this.source[this.at + 1];
      if (char === '\\' && next !== undefined && ESCAPABLE.test(next)) {
        this.at += 1;
        this.text(1);
      } else if (char === '*') this.stars();
      else if (char === '`') this.code();
      else if (char === '[') this.openLink();
      else if (char === ']') this.closeLink();
      else if (char === '\n') {
        this.top.children.push({ kind: 'break' });
        this.at += 1;
      } else this.plain();
    }
    while (this.frames.length > 1) this.unwrap(this.top.opener);
    return this.top.children;
  }

  /** Everything up to the next character that could mean something. */
  plain(): void {
    let end = this.at + 1;
    while (end < this.source.length && !'\\*`[]\n'.includes(this.source.charAt(end))) end += 1;
    this.text(end - this.at);
  }
}

export function parseInline(source: string): Inline[] {
  return new Reader(source).read();
}
