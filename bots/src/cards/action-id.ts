/** What every chat allows an id to be. */
export const maxIdLength = 100;

export type Values = Readonly<Record<string, string>>;

/**
 * Writes a command and its arguments as an id: `match.accept:42`. Values stand in the order of the command's options,
 * separated by commas, trailing ones left out. Null where it would be longer than any chat allows.
 */
export function actionId(path: string, optionNames: readonly string[], values: Values = {}): string | null {
  const parts = optionNames.map((name) => encodeURIComponent((values[name] ?? '').toWellFormed()));
  while (parts.at(-1) === '') parts.pop();
  const id = parts.length === 0 ? dotted(path) : `${dotted(path)}:${parts.join(',')}`;
  return id.length <= maxIdLength ? id : null;
}

/** The command's path and the values' texts of an id; null for what is none. */
export function readActionId(id: string): { path: string; values: string[] } | null {
  const match = /^([a-z]+(?:\.[a-z]+)?)(?::(.*))?$/s.exec(id);
  if (!match?.[1] || id.length > maxIdLength) return null;
  try {
    const values = match[2] === undefined ? [] : match[2].split(',').map(decodeURIComponent);
    return { path: match[1].replace('.', ' '), values };
  } catch {
    return null;
  }
}

const dotted = (path: string) => path.replace(' ', '.');
