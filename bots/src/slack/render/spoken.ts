import type { Card } from '../../cards/card.ts';
import { asMarkdown, type Markdown } from '../../cards/markdown.ts';
import { commands } from '../../commands/registry.ts';

const groups = [...new Set(commands.map(({ path }) => path.split(' ')[0] ?? path))].filter((group) => group !== 'echo');
const command = new RegExp(`(^|[\\s\`(])/(?=(?:${groups.join('|')})\\b)`, 'gm');

/** A command as it is said on Slack, where all of them stand behind one: "/match find" is "/echo match find". */
const spoken = (text: string): string => text.replace(command, '$1/echo ');
const spokenMarkdown = (text: Markdown): Markdown => asMarkdown(spoken(text));

/** A card whose commands can be typed as they stand there. */
export const asSpoken = (card: Card): Card => ({
  ...card,
  title: spoken(card.title),
  text: spokenMarkdown(card.text),
  fields: card.fields.map((field) => ({ ...field, value: spokenMarkdown(field.value) })),
  rows: card.rows.map((row) => ({ ...row, title: spoken(row.title), text: spokenMarkdown(row.text) })),
  ...(card.footer === undefined ? {} : { footer: spoken(card.footer) }),
});
