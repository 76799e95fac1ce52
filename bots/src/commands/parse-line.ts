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
 * command fill its first open option, so that `/help match` and `/profile view @mei` work as people type them. A group
 * alone (`/skills`) is its list, or its first command; nothing at all is the help.
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
  if (loose.length > 0) {
    const open = Object.entries(command.options).find(([name, option]) => !option.hidden && values[name] === undefined);
    if (!open) return { problem: `${command.path} ${loose.join(' ')}` };
    values[open[0]] = loose.join(' ');
  }
  return { path: command.path, values };
}

function groupDefault(plain: readonly string[], more: number, commands: readonly Command[]): Command | undefined {
  if (plain.length !== 1 || more > 0) return undefined;
  const inGroup = commands.filter(({ path }) => path.startsWith(`${plain[0]} `));
  return inGroup.find(({ path }) => path.endsWith(' list') || path.endsWith(' view')) ?? inGroup[0];
}
