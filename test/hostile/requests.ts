import fc from 'fast-check';
import superjson from 'superjson';

/** A request as it goes out, below any client that would mend it. */
export interface RawRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string | null;
}

const leafKinds = [
  'set',
  'map',
  'class',
  'symbol',
  'regexp',
  'Error',
  'bigint',
  'Date',
  'undefined',
  'number',
  'URL',
  'custom',
  '__proto__',
];

/** Annotations that no client of ours writes. */
const hostileMeta = fc.oneof(
  fc.constantFrom(...leafKinds).map((kind) => ({ values: [kind] })),
  fc
    .tuple(
      fc.constantFrom(
        '',
        'a',
        '0',
        'id',
        'title',
        '__proto__',
        'constructor.prototype',
        'a\\',
        '4294967294',
        'x.'.repeat(3_000),
      ),
      fc.constantFrom(...leafKinds),
    )
    .map(([path, kind]) => ({ values: { [path]: [kind, { 0: ['Date'] }] } })),
  fc.constantFrom<unknown>(
    { values: { a: [['class', 'Object']] } },
    { values: { a: [['typed-array', 'Float64Array']] } },
    { values: { a: [['custom', 'x']] } },
    { values: [['symbol', 'x'], { a: ['set'] }] },
    { referentialEqualities: { '': ['a.b'] } },
    { referentialEqualities: [['a'], { b: ['__proto__'] }] },
    { values: 5 },
    { values: null },
    [],
    'x',
    null,
  ),
);

const brokenBodies = fc.constantFrom(
  '',
  '{',
  'null',
  '5',
  '"x"',
  '[]',
  '[[]]',
  '{"json":',
  '\0',
  '\ufeff{}',
  '{"0":{"json":1}}',
  '{"json":{"__proto__":{"a":1}}}',
  `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
  `{"json":${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}}`,
  `{"json":"${'x'.repeat(210_000)}"}`,
  `{"json":${'9'.repeat(5_000)}}`,
);
const contentTypes = fc.constantFrom(
  'application/json',
  'Application/JSON; charset=utf-16',
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'multipart/form-data',
  'application/octet-stream',
  'application/json, text/plain',
  '',
);

/** The same input in the ways in which it may arrive. `isQuery` is how the procedure is asked rightly. */
export function requestOf(name: string, isQuery: boolean, input: fc.Arbitrary<unknown>): fc.Arbitrary<RawRequest> {
  const wired = input.map(serialized);
  const envelope = fc.oneof(
    { arbitrary: wired, weight: 6 },
    { arbitrary: fc.tuple(wired, hostileMeta).map(([given, meta]) => ({ ...given, meta })), weight: 2 },
  );
  const text = fc.oneof(
    { arbitrary: envelope.map((given) => JSON.stringify(given)), weight: 8 },
    { arbitrary: brokenBodies, weight: 1 },
  );
  const right = text.map((body) => (isQuery ? get(name, body) : post(name, body)));
  const wrong = fc.oneof(
    text.map((body) => (isQuery ? post(name, body) : get(name, body))),
    fc.tuple(text, contentTypes).map(([body, type]) => ({ ...post(name, body), headers: { 'content-type': type } })),
    text.map((body) => ({
      ...post(name, body),
      headers: { 'content-type': 'application/json', 'trpc-accept': 'application/jsonl' },
    })),
    fc.tuple(envelope, fc.integer({ min: 1, max: 25 })).map(([given, calls]) => batch(name, given, calls, isQuery)),
    text.map((body) => post(`${name},${name}?batch=1`, body)),
    fc
      .constantFrom(
        '%',
        '%ff',
        '%00',
        `${name}%`,
        `${name}%2f`,
        `${name}/`,
        `${name},`,
        `,${name}`,
        '__proto__',
        'constructor',
        `${name}.then`,
        'auth',
        '//x',
        '..%2f..',
        `${name}?batch=1&batch=2`,
        `${name}?input=%`,
        `${name}?input=%E0%A4%A`,
        `${name}?batch=1`,
        `${name}?batch=1&input=[]`,
        `${name}?batch=1&input={"__proto__":1}`,
        `${name}?connectionParams=1`,
        `${name}?connectionParams=x`,
        `${name}?lastEventId=\\`,
      )
      .map((path) => ({
        method: isQuery ? 'GET' : 'POST',
        path: `/trpc/${path.replaceAll(/["\\{}]/g, encodeURIComponent)}`,
        headers: { 'content-type': 'application/json' },
        body: isQuery ? null : '{}',
      })),
    fc
      .constantFrom('PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'TRACE')
      .map((method) => ({ ...get(name, '{}'), method })),
  );
  return fc.oneof({ arbitrary: right, weight: 3 }, { arbitrary: wrong, weight: 1 });
}

/** superjson itself refuses to write some names; who writes their own does not. */
function serialized(value: unknown): object {
  try {
    return superjson.serialize(value);
  } catch {
    return { json: value };
  }
}

const get = (name: string, body: string): RawRequest => ({
  method: 'GET',
  // Node's own limit of headers is 16 kB: what is longer never reaches us.
  path: `/trpc/${name}?input=${encodeURIComponent(body.toWellFormed()).slice(0, 12_000)}`,
  headers: {},
  body: null,
});

const post = (name: string, body: string): RawRequest => ({
  method: 'POST',
  path: `/trpc/${name}`,
  headers: { 'content-type': 'application/json' },
  body,
});

function batch(name: string, given: unknown, calls: number, isQuery: boolean): RawRequest {
  const names = Array(calls).fill(name).join(',');
  const body = JSON.stringify(Object.fromEntries(Array.from({ length: calls }, (_, index) => [index, given])));
  const request = isQuery ? get(names, body) : post(names, body);
  return { ...request, path: request.path.replace(names, `${names}?batch=1`).replace('?batch=1?', '?batch=1&') };
}
