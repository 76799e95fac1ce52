import fc from 'fast-check';
import superjson from 'superjson';
import { describe, expect, test } from 'vitest';
import { EchoError } from './errors.ts';
import { readWire } from './wire.ts';

/** Parsed anew, as it comes from outside. */
const sent = (text: string): unknown => readWire(JSON.parse(text));

describe('what a page sends', () => {
  const key = fc
    .string({ maxLength: 8 })
    .filter((name) => name.isWellFormed() && !/\0|^(__proto__|constructor|prototype)$/.test(name));
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 4 },
      fc.string().filter((text) => text.isWellFormed() && !text.includes('\0')),
      fc.double(),
      fc.boolean(),
      fc.constant(null),
      fc.constant(undefined),
      fc.date({ noInvalidDate: true }),
      fc.array(tie('any'), { maxLength: 4 }),
      fc.dictionary(key, tie('any'), { maxKeys: 4, noNullPrototype: true }),
    ),
  })).any;

  test('is read as it was meant', () => {
    fc.assert(
      fc.property(value, (given) => {
        const { json, meta } = superjson.serialize(given);
        expect(sent(JSON.stringify({ json, meta }))).toEqual(given);
      }),
    );
  });

  test('is read although the same thing stands in it twice', () => {
    const twice = { at: new Date(0) };
    expect(sent(superjson.stringify({ a: twice, b: [twice] }))).toEqual({ a: twice, b: [twice] });
  });

  test.each([
    [{ '': { '': [undefined] } }],
    [{ '': { '': { '': new Date(0) } } }],
    [{ '': undefined }],
    [{ '.': { '': undefined, '\\': -0 } }],
    [[{ '': { a: undefined } }]],
    [{ 'a\\.b': { '.': undefined, '\n': new Date(0) } }],
  ])('is read where its names are empty, dots or slashes: %j', (given) => {
    expect(sent(superjson.stringify(given))).toEqual(given);
  });

  test('loses what no database stores', () => {
    expect(sent('{"json":{"a\\u0000":"b\\u0000c\\ud83c"}}')).toEqual({ a: 'bc\ufffd' });
  });
});

describe('what nobody’s page sends', () => {
  test.each([
    'null',
    '5',
    '[]',
    '{"meta":5}',
    '{"json":1,"meta":{"values":5}}',
    ...[
      'set',
      'map',
      'class',
      'symbol',
      'regexp',
      'Error',
      'bigint',
      'custom',
      'URL',
      'typed-array',
      '__proto__',
    ].flatMap((kind) => [
      `{"json":{"a":1},"meta":{"values":{"a":["${kind}"]}}}`,
      `{"json":1,"meta":{"values":["${kind}"]}}`,
      `{"json":{"a":[1]},"meta":{"values":{"a":[["${kind}","Float64Array"]]}}}`,
      `{"json":{"a":[1]},"meta":{"values":{"a":["${kind}",{"0":["Date"]}]}}}`,
    ]),
    ...[
      '',
      'b',
      'a.b',
      'list.4294967294',
      'list.1',
      'list.length',
      'list.-1',
      'list.x',
      '__proto__.x',
      'constructor',
      'constructor.prototype.x',
      'toString',
    ].map((path) => `{"json":{"a":1,"list":[1]},"meta":{"values":{"${path}":["undefined"]}}}`),
    `{"json":{"a":1},"meta":{"values":{"${'a.'.repeat(5_000)}":["Date"]}}}`,
    `{"json":${'['.repeat(5_000)}${']'.repeat(5_000)}}`,
    `{"json":1,"meta":{"values":${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}}}`,
  ])('is refused: %.80s', (text) => {
    expect(() => sent(text)).toThrow(EchoError);
  });

  test('reaches no prototype', () => {
    expect(sent('{"json":{"__proto__":{"isAdmin":true},"constructor":1}}')).toEqual({ constructor: 1 });
    expect(sent('{"json":{},"meta":{"values":{"__proto__":["Date"]}}}')).toEqual({});
    expect(Reflect.get({}, 'isAdmin')).toBeUndefined();
  });

  test('is no value that it does not say', () => {
    expect(sent('{"json":["1e999","x",5],"meta":{"values":{"0":["number"],"1":["Date"],"2":["Date"]}}}')).toEqual([
      Number.POSITIVE_INFINITY,
      new Date(Number.NaN),
      new Date(Number.NaN),
    ]);
    expect(sent('{"json":1e300,"meta":{}}')).toBe(1e300);
    expect(sent('{"json":null,"meta":{"values":["undefined"],"referentialEqualities":{"":["a"]}}}')).toBeUndefined();
    expect(sent('{}')).toBeUndefined();
  });
});
