import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EmbeddedDatabase, openEmbeddedDatabase } from './embedded.ts';

let database: EmbeddedDatabase;
let clients: pg.Client[];

beforeAll(async () => {
  database = await openEmbeddedDatabase();
  clients = await Promise.all(
    Array.from({ length: 8 }, async () => {
      const client = new pg.Client({ connectionString: database.url });
      client.on('error', () => {});
      await client.connect();
      return client;
    }),
  );
  await clients[0]?.query('CREATE TABLE marks (id serial, mark text)');
});
afterAll(async () => {
  await Promise.all(clients.map((client) => client.end()));
  await database.close();
});

test('statements with parameters of many clients at once do not meet each other', async () => {
  const answers = await Promise.all(
    clients.map(async (client, index) => {
      for (let round = 0; round < 40; round += 1) {
        const { rows: sums } = await client.query('SELECT $1::int + $2::int AS sum', [index, round]);
        const { rows: words } = await client.query('SELECT $1::text AS word', [`${index}`.repeat(2_000)]);
        if (sums[0].sum !== index + round || words[0].word !== `${index}`.repeat(2_000)) return false;
      }
      return true;
    }),
  );
  expect(answers.every(Boolean)).toBe(true);
});

test('a transaction is nobody else’s, and an error in it hurts nobody else', async () => {
  const [first, second, third] = clients;
  await first?.query('BEGIN');
  await first?.query("INSERT INTO marks (mark) VALUES ('hidden')");
  const outside = second?.query("SELECT count(*)::int AS seen FROM marks WHERE mark = 'hidden'");
  await expect(first?.query('SELECT 1 / 0')).rejects.toThrow('division by zero');
  const other = third?.query('SELECT 1 AS one');
  await first?.query('ROLLBACK');
  expect((await outside)?.rows[0].seen).toBe(0);
  expect((await other)?.rows[0].one).toBe(1);
});

test('a client that dies in a transaction is rolled back, and the others go on', async () => {
  const dying = new pg.Client({ connectionString: database.url });
  dying.on('error', () => {});
  await dying.connect();
  await dying.query('BEGIN');
  await dying.query("INSERT INTO marks (mark) VALUES ('lost')");
  const waiting = clients[0]?.query("SELECT count(*)::int AS seen FROM marks WHERE mark = 'lost'");
  Reflect.get(Reflect.get(dying, 'connection'), 'stream').destroy();
  expect((await waiting)?.rows[0].seen).toBe(0);
});
