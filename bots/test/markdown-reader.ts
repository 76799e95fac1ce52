/** What a reader of the cards' Markdown sees: the text, and everything that it takes for a format. */
export interface Read {
  text: string;
  formats: string[];
}

/** Reads the small Markdown: **bold**, *italics*, `code`, [label](https://…), `- ` lists, `> ` quotes, backslash escapes. */
export function readMarkdown(source: string): Read {
  const formats: string[] = [];
  const text = source
    .split('\n')
    .map((line) => {
      const block = /^\s*(>|-) ?/.exec(line);
      if (block?.[1]) formats.push(block[1] === '>' ? 'quote' : 'list');
      return readLine(block ? line.slice(block[0].length) : line, formats);
    })
    .join('\n');
  return { text, formats };
}

function readLine(line: string, formats: string[]): string {
  let text = '';
  for (let at = 0; at < line.length; at += 1) {
    const char = line.charAt(at);
    const next = line.charAt(at + 1);
    if (char === '\\' && /[!-/:-@[-`{-~]/.test(next)) {
      text += next;
      at += 1;
    } else {
      const format = { '*': 'stars', '`': 'code', '[': 'link' }[char];
      if (format) formats.push(format);
      text += char;
    }
  }
  return text;
}
