import superjson from 'superjson';
import { z } from 'zod';
import { EchoError } from './errors.ts';

// Inputs come from strangers. superjson would make sets, classes, symbols, regular expressions and typed arrays of any
// length of them, and follow paths to where nothing is; procedures take none of that, so that we read them ourselves.

/** The annotations that procedures need, and what each makes of what JSON could say. */
const leaves = {
  Date: (value: unknown) => new Date(typeof value === 'string' ? value : Number.NaN),
  undefined: () => undefined,
  number: (value: unknown) => (value === '-0' ? -0 : value === 'NaN' ? Number.NaN : Number(value)),
};
const leaf = z.tuple([z.enum(['Date', 'undefined', 'number'])]);
const maxPath = 200;
const maxDepth = 20;
const envelope = z.object({
  json: z.unknown().optional(),
  // `referentialEqualities` is left out: it says which values are one, and each of them stands in the JSON anyway.
  meta: z.object({ values: z.union([leaf, z.record(z.string().max(maxPath), leaf)]).optional() }).optional(),
});

/** A procedure's input as it comes over HTTP, from superjson's form. Throws invalid_input for anything else. */
export function readWire(given: unknown): unknown {
  const read = envelope.safeParse(given);
  if (!read.success) throw new EchoError('invalid_input', { field: 'body', problem: 'not in superjson’s form' });
  const { json, meta } = read.data;
  const whole = { json: storable(json, 0) };
  const values = meta?.values ?? {};
  if (Array.isArray(values)) return leaves[values[0]](whole.json);
  for (const [path, [kind]] of Object.entries(values)) annotate(whole.json, partsOf(path), leaves[kind]);
  return whole.json;
}

/** Strings without what no database stores: NUL, and halves of characters. Nobody means them. */
function storable(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return value.toWellFormed().replaceAll('\0', '');
  if (typeof value !== 'object' || value === null) return value;
  if (depth === maxDepth) throw new EchoError('invalid_input', { field: 'body', problem: 'too deep' });
  if (Array.isArray(value)) return value.map((one) => storable(one, depth + 1));
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== '__proto__')
      .map(([key, one]) => [storable(key, depth), storable(one, depth + 1)]),
  );
}

/** `a\.b.c` names c in “a.b”. The dot before the first part makes all parts alike: a part may be empty, also the first. */
const partsOf = (path: string): string[] =>
  [...`.${path}`.matchAll(/\.((?:[^.\\]|\\[.\\])*)/g)].map(([, part = '']) => part.replace(/\\(.)/g, '$1'));

/** Changes the value at a path, where there is one. */
function annotate(whole: unknown, path: readonly string[], change: (value: unknown) => unknown): void {
  const last = path.at(-1) ?? '';
  const holder = path
    .slice(0, -1)
    .reduce<unknown>((at, part) => (holds(at, part) ? Reflect.get(at, part) : null), whole);
  if (!holds(holder, last)) throw new EchoError('invalid_input', { field: 'body', problem: 'names what is not there' });
  Reflect.set(holder, last, change(Reflect.get(holder, last)));
}

const holds = (value: unknown, key: string): value is object =>
  typeof value === 'object' &&
  value !== null &&
  Object.hasOwn(value, key) &&
  // An array also owns its length.
  (!Array.isArray(value) || /^\d+$/.test(key));

export const wire = {
  input: { serialize: (value: unknown) => superjson.serialize(value), deserialize: readWire },
  output: superjson,
};
