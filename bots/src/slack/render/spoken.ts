import type { Card } from '../../cards/card.ts';
import { asMarkdown, type Markdown } from '../../cards/markdown.ts';
import { commands } from '../../commands/registry.ts';

const groups = [...new Set(commands.map(({ path }) => path.split(' ')[0] ?? path))].filter((group) => group !== 'echo');
const ours = `/(?=(?:${groups.join('|')})\\b)`;
/** In a text, ours stand as code; what a person wrote never does, since its backticks are escaped. */
const asCode = new RegExp(`(?<!\\\\)\`${ours}`, 'g');
const first = new RegExp(`^${ours}`);
const anywhere = new RegExp(`(^|\\s)${ours}`, 'g');

const spokenText = (text: Markdown): Markdown => asMarkdown(text.replace(asCode, '`/echo '));
const spokenTitle = (title: string): string => title.replace(first, '/echo ');

/**
 * A card whose commands can be typed as they stand there: on Slack all of them stand behind one, so that "/match find" is
 * "/echo match find". Small print is ours alone.
 */
export const asSpoken = (card: Card): Card => ({
  ...card,
  title: spokenTitle(card.title),
  text: spokenText(card.text),
  fields: card.fields.map((field) => ({ ...field, value: spokenText(field.value) })),
  rows: card.rows.map((row) => ({ ...row, title: spokenTitle(row.title), text: spokenText(row.text) })),
  actions: card.actions.map((action) => ({ ...action, label: spokenTitle(action.label) })),
  ...(card.footer === undefined ? {} : { footer: card.footer.replace(anywhere, '$1/echo ') }),
});
