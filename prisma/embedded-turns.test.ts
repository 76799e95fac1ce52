import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import pg from 'pg';
import { expect, test } from 'vitest';
import { openEmbeddedDatabase } from './embedded.ts';

// A client that speaks the protocol message by message, as one does whose pieces arrive late.

const int32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
};
const message = (type: string, ...parts: (string | Buffer)[]) => {
  const body = Buffer.concat(parts.map((part) => Buffer.from(part)));
  return Buffer.concat([Buffer.from(type), int32(body.length + 4), body]);
};
const startup = () => {
  const body = Buffer.concat([int32(196_608), Buffer.from('user\0postgres\0database\0postgres\0\0')]);
  return Buffer.concat([int32(body.length + 4), body]);
};
const parse = (sql: string) => message('P', `\0${sql}\0`, Buffer.alloc(2));
const bind = (value: string) =>
  message('B', '\0\0', Buffer.from([0, 0, 0, 1]), int32(value.length), value, Buffer.from([0, 0]));
const execute = message('E', '\0', Buffer.alloc(4));
const sync = message('S');

/** Reads what the server says until it has said `text`. */
async function until(socket: Socket, text: string): Promise<string> {
  let said = '';
  while (!said.includes(text)) said += String((await once(socket, 'data'))[0]);
  return said;
}

test('a statement that is parsed but not yet bound is not replaced by another client’s', async () => {
  const database = await openEmbeddedDatabase();
  const other = new pg.Client({ connectionString: database.url });
  await other.connect();
  const slow = connect(Number(new URL(database.url).port), '127.0.0.1');
  slow.write(startup());
  await until(slow, 'Z\0\0\0\x05I');

  slow.write(parse('SELECT $1::text AS word'));
  await until(slow, '1\0\0\0\x04');
  // The other has a whole turn to ask for before the first goes on with its own.
  const answered = other.query('SELECT 1 + $1::int AS sum', [1]);
  for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  slow.write(Buffer.concat([bind('late but whole'), execute, sync]));

  const said = await until(slow, 'Z\0\0\0\x05I');
  expect(said).toContain('late but whole');
  expect(said).not.toContain('ERROR');
  expect((await answered).rows).toEqual([{ sum: 2 }]);
  slow.destroy();
  await other.end();
  await database.close();
});
