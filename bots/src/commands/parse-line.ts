import type { Values } from '../cards/action-id.ts';
import type { Command } from './command.ts';

export type ParsedLine = { path: string; values: Values } | { problem: string };

const word = /([a-z]{1,32}):(?=\s|$)|(?:([a-z]{1,32}):(?!\/\/))?(?:"((?:[^"\\]|\\.?)*)"?|(\S+))/gisu;

/**
 * The words of a line: `name:value`, `name:"a value"`, `name:` or plain words. A quote that is never closed ends with the
 * line; an address (https://…) is a plain word.
 */
export function lineWords(line: string): { name: string | null; value: string }[] {
  return [...line.matchAll(word)].map(([, empty, name, quoted, bare]) => ({
    name: (empty ?? name)?.toLowerCase() ?? null,
    value: quoted?.replace(/\\(.)/gs, '$1') ?? bare ?? '',
  }));
}

/**
 * Understands a line as Discord shows it: `/match accept match:42`, values with spaces in quotes. Plain words behind the
 * command fill its first open option, so that `/help match` and `/profile view @mei` work as people type them; who is
 * mentioned among them fills the one for people: `/room invite 1 @mei`. A group alone (`/skills`) is its list, or its first
 * command; nothing at all is the help.
 */
export function parseLine(line: string, commands: readonly Command[]): ParsedLine {
  const words = lineWords(line.trim().replace(/^\/\s*/, ''));
  if (words.length === 0) return { path: 'help', values: {} };
  const plain: string[] = [];
  while (words[plain.length]?.name === null && plain.length < 2)
    plain.push(words[plain.length]?.value.toLowerCase() ?? '');

  const two = commands.find(({ path }) => path === plain.join(' '));
  const one = two ? undefined : commands.find(({ path }) => path === plain[0]);
  const command = two ?? one ?? groupDefault(plain, words.length - plain.length, commands);
  if (!command) return { problem: plain.join(' ') || line.trim() };

  const values: Record<string, string> = {};
  const loose: string[] = [];
  for (const { name, value } of words.slice(command.path.split(' ').length)) {
    if (name === null) loose.push(value);
    else values[name] = value;
  }
  if (loose.length === 0) return { path: command.path, values };
  const more = looseValues(command, values, loose);
  if (!more) return { problem: `${command.path} ${loose.join(' ')}` };
  return { path: command.path, values: { ...values, ...more } };
}

const mention = /^(?:<@[^<>]+>|@[^\s@]+)$/;

/** Which options plain words fill; null where none is open. */
function looseValues({ options }: Command, values: Values, loose: readonly string[]): Values | null {
  const open = Object.entries(options).filter(([name, option]) => !option.hidden && values[name] === undefined);
  const [people, ...furtherPeople] = loose.filter((word) => mention.test(word));
  const rest = loose.filter((word) => !mention.test(word));
  const who = open.find(([, option]) => option.type === 'person');
  const what = open.find(([name]) => name !== who?.[0]);
  if (people !== undefined && furtherPeople.length === 0 && who && what && rest.length > 0)
    return { [who[0]]: people, [what[0]]: rest.join(' ') };
  return open[0] ? { [open[0][0]]: loose.join(' ') } : null;
}

function groupDefault(plain: readonly string[], more: number, commands: readonly Command[]): Command | undefined {
  if (plain.length !== 1 || more > 0) return undefined;
  const inGroup = commands.filter(({ path }) => path.startsWith(`${plain[0]} `));
  return inGroup.find(({ path }) => path.endsWith(' list') || path.endsWith(' view')) ?? inGroup[0];
}
