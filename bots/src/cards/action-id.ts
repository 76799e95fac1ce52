/** What every chat allows an id to be. */
export const maxIdLength = 100;

export type Values = Readonly<Record<string, string>>;

/** What an id says beside its command and values. */
export interface Marks {
  /** The key of values that the server keeps; those of the id come on top of them. */
  kept?: string;
  /** It opens the command's form with the values in it, with this option among its questions; empty for the form as it is. */
  asks?: string;
}

/** No option is called so. */
const keptName = '~';

/**
 * Writes a command and its arguments as an id: `match.accept:match=42`. Values are named, so that a button keeps its
 * meaning when its command gets other options. Null where it would be longer than any chat allows.
 */
export function actionId(
  path: string,
  optionNames: readonly string[],
  values: Values = {},
  { kept, asks }: Marks = {},
): string | null {
  const parts = [
    ...(kept === undefined ? [] : [`${keptName}=${kept}`]),
    ...optionNames.flatMap((name) => (values[name] === undefined ? [] : [`${name}=${encoded(values[name])}`])),
  ];
  const command = `${path.replace(' ', '.')}${asks === undefined ? '' : `?${asks}`}`;
  const id = parts.length === 0 ? command : `${command}:${parts.join(',')}`;
  return id.length <= maxIdLength ? id : null;
}

/** An id as it was written. */
export interface ReadId extends Marks {
  path: string;
  named: Values;
  /** Those of an id from before values were named, in the order of the command's options; an empty one is none. */
  ordered: readonly string[];
}

/** The command and the values' texts of an id; null for what is none. */
export function readActionId(id: string): ReadId | null {
  const [, command, asks, rest] = /^([a-z]+(?:\.[a-z]+)?)(?:\?([a-z]*))?(?::(.*))?$/s.exec(id) ?? [];
  if (command === undefined || id.length > maxIdLength) return null;
  const parts = rest === undefined ? [] : rest.split(',');
  const pairs = parts.flatMap((part): [string, string][] => {
    const at = part.indexOf('=');
    return at === -1 ? [] : [[part.slice(0, at), part.slice(at + 1)]];
  });
  try {
    const values = pairs.map(([name, value]) => [name, decodeURIComponent(value)] as const);
    const kept = values.find(([name]) => name === keptName)?.[1];
    return {
      path: command.replace('.', ' '),
      named: Object.fromEntries(values.filter(([name]) => name !== keptName)),
      ordered: pairs.length > 0 ? [] : parts.map(decodeURIComponent),
      ...(kept === undefined ? {} : { kept }),
      ...(asks === undefined ? {} : { asks }),
    };
  } catch {
    return null;
  }
}

/** What an id gives of a command's options; null where it gives one that the command does not have. */
export function valuesOfId({ named, ordered }: ReadId, optionNames: readonly string[]): Values | null {
  if (ordered.length > optionNames.length || Object.keys(named).some((name) => !optionNames.includes(name)))
    return null;
  const inOrder = ordered.flatMap((value, index) => (value === '' ? [] : [[optionNames[index] ?? '', value] as const]));
  return { ...Object.fromEntries(inOrder), ...named };
}

/** As in an address, but for four signs that mean nothing in an id and are frequent in values. */
const encoded = (value: string): string =>
  encodeURIComponent(value.toWellFormed()).replace(/%(?:40|3A|2F|2B)/g, decodeURIComponent);
