import fc from 'fast-check';
import { z } from 'zod';

// What strangers send: things that begin as a procedure wants them, so that they come past its door, and go wrong inside.

const hostileText = fc.constantFrom(
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  'x\udfff',
  '\u202egnp.exe',
  '%',
  '_',
  '\\',
  "'; DROP TABLE users; --",
  '{{7*7}}',
  '{"a":1}',
  '<script>alert(1)</script>',
  '../../etc/passwd',
  '__proto__',
  'constructor',
  'toString',
  'NaN',
  'null',
  '-1',
  '1e400',
  '9'.repeat(400),
  'a'.repeat(5_000),
  '🎸'.repeat(300),
  'ﷺ'.repeat(100),
  'e\u0301'.repeat(200),
  '\n\r\t\v',
  'Europe/Lisbon',
  'Guitar',
  'K7QM-3XWD',
  '2027-03-02T10:00:00Z',
  '2027-03-02',
  '10:00',
  '24:00',
  '99999-99-99',
  'https://example.org/a b',
  'javascript:alert(1)',
  'http://[',
  'data:text/html,x',
  'http://user:secret@127.0.0.1:1/',
);

const hostileNumber = fc.constantFrom(
  0,
  -0,
  -1,
  0.5,
  1e-320,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  2_147_483_647,
  2_147_483_648,
  -2_147_483_649,
  Number.MAX_SAFE_INTEGER,
  2 ** 64,
  Number.MAX_VALUE,
);

const hostileDate = fc.oneof(
  fc.date({ noInvalidDate: false }),
  fc.constantFrom(
    new Date(Number.NaN),
    new Date(0),
    new Date(-8.64e15),
    new Date(8.64e15),
    new Date('0000-01-01'),
    new Date('-000001-12-31'),
    new Date('9999-12-31T23:59:59.999Z'),
    new Date('+010000-01-01'),
    new Date('+275760-09-13'),
    new Date('2027-03-01T10:00:00Z'),
    new Date('2027-03-28T01:30:00Z'),
    new Date('2027-09-01T10:00:00Z'),
  ),
);

/** Anything at all. */
export const hostileValue: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    hostileText,
    hostileNumber,
    hostileDate,
    fc.constantFrom(null, undefined, true, false, {}, []),
    fc.array(tie('any'), { maxLength: 3 }),
    fc.dictionary(fc.oneof(hostileText, fc.constantFrom('id', 'length', 'then', 'toJSON')), tie('any'), { maxKeys: 3 }),
    fc.integer({ min: 1, max: 500 }).map((depth) => {
      let nested: unknown = 1;
      for (let level = 0; level < depth; level += 1) nested = level % 2 === 0 ? [nested] : { a: nested };
      return nested;
    }),
    fc.integer({ min: 100, max: 5_000 }).map((length) => Array.from({ length }, (_, index) => index)),
  ),
})).any;

interface Schema {
  type?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  additionalProperties?: Schema | boolean;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  format?: string;
  isDate?: boolean;
}

/** The ids of rows that a suite has just made. */
const rowIds = fc.integer({ min: 1, max: 12 });

function like(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const options = schema.anyOf ?? schema.oneOf;
  if (options) return fc.oneof(...options.map(like));
  switch (schema.type) {
    case 'object':
      return recordLike(schema);
    case 'array':
      return fc.array(like(schema.items ?? {}), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(4, schema.maxItems ?? 4),
      });
    case 'string':
      return fc.oneof(
        fc.string({ maxLength: Math.min(30, schema.maxLength ?? 30), unit: 'binary' }),
        fc.string({ minLength: 16, maxLength: 40, unit: fc.constantFrom(...'abcdefXYZ0189-_') }),
        hostileText,
      );
    case 'integer':
      return fc.oneof(
        { arbitrary: rowIds, weight: 4 },
        fc.integer({ min: schema.minimum ?? -10, max: schema.maximum ?? 1_000 }),
        hostileNumber,
      );
    case 'number':
      return fc.oneof(rowIds, fc.double(), hostileNumber);
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      return schema.isDate ? hostileDate : fc.oneof(hostileDate, hostileValue);
  }
}

function recordLike({ properties = {}, required = [], additionalProperties }: Schema): fc.Arbitrary<unknown> {
  const known = fc.record(Object.fromEntries(Object.entries(properties).map(([name, of]) => [name, like(of)])), {
    requiredKeys: required,
  });
  if (typeof additionalProperties !== 'object') return known;
  const others = fc.dictionary(hostileText, like(additionalProperties), { maxKeys: 3 });
  return fc.tuple(others, known).map(([more, own]) => ({ ...more, ...own }));
}

/** Like what a procedure takes, but for what is wrong about it. */
export function inputLike(schemas: readonly z.ZodType[]): fc.Arbitrary<unknown> {
  const [schema] = schemas;
  if (!schema) return fc.oneof(fc.constant(undefined), hostileValue);
  const json = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override({ zodSchema, jsonSchema }) {
      if (zodSchema._zod.def.type === 'date') Object.assign(jsonSchema, { isDate: true });
    },
  });
  const meant = like(json as Schema);
  // One value of a good input, and what stands in its place.
  const bent = fc.tuple(meant, fc.nat(), hostileValue).map(([input, which, bad]) => {
    if (typeof input !== 'object' || input === null || Object.keys(input).length === 0) return bad;
    const keys = Object.keys(input);
    return { ...input, [keys[which % keys.length] ?? '']: bad };
  });
  return fc.oneof(
    { arbitrary: meant, weight: 5 },
    { arbitrary: bent, weight: 3 },
    { arbitrary: hostileValue, weight: 1 },
  );
}
