import { once } from 'node:events';
import { connect } from 'node:net';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EmbeddedDatabase, openEmbeddedDatabase } from './embedded.ts';

let database: EmbeddedDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  database = await openEmbeddedDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 10 });
});
afterAll(async () => {
  await pool.end();
  await database.close();
});

test('a failing query hurts nobody but who asked', async () => {
  const answers = await Promise.allSettled(
    Array.from({ length: 100 }, (_, index) => pool.query('SELECT 1 / $1::int AS n', [index % 2])),
  );
  expect(answers.map(({ status }) => status)).toEqual(
    answers.map((_, index) => (index % 2 ? 'fulfilled' : 'rejected')),
  );
});

test('a connection lost within a query holds nobody up', async () => {
  const { hostname, port } = new URL(database.url);
  const lost = connect(Number(port), hostname);
  await once(lost, 'connect');
  const text = (value: string) => Buffer.from(`${value}\0`);
  const framed = (body: Buffer, kind = '') => {
    const length = Buffer.alloc(4);
    length.writeInt32BE(body.length + 4);
    return Buffer.concat([Buffer.from(kind), length, body]);
  };
  lost.write(framed(Buffer.concat([Buffer.from([0, 3, 0, 0]), text('user'), text('postgres'), Buffer.from([0])])));
  await once(lost, 'data');
  // A Parse of something wrong, without the Sync that would end it.
  lost.write(framed(Buffer.concat([text(''), text('SELECT nothing FROM nowhere'), Buffer.from([0, 0])]), 'P'));
  await once(lost, 'data');
  const waiting = pool.query('SELECT $1::int AS n', [7]);
  lost.destroy();
  expect((await waiting).rows).toEqual([{ n: 7 }]);
});
