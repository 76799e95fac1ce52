import { randomBytes, randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, expect, test } from 'vitest';
import { passingStorage } from './folder-storage.ts';

const folder = join(tmpdir(), randomUUID());
const storage = passingStorage(folder);
afterAll(() => storage.close());

const key = () => randomBytes(16).toString('hex');
const put = (at: string, content: string, bytes = content.length) =>
  storage.put(at, Readable.from([content]), { bytes, mediaType: 'text/plain' });
const kept = async (at: string) => {
  const body = await storage.open(at);
  return body && (await buffer(body)).toString();
};

test('what is put is there as it was, until it is taken away', async () => {
  const at = key();
  await put(at, 'hello');
  expect(await kept(at)).toBe('hello');
  await storage.remove(at);
  await storage.remove(at);
  expect(await kept(at)).toBeNull();
});

test.each([
  ['shorter', 6],
  ['longer', 4],
])('of a body that is %s than was said nothing is kept', async (_what, bytes) => {
  const at = key();
  await expect(put(at, 'hello', bytes)).rejects.toThrow('file_broken');
  expect(await kept(at)).toBeNull();
  expect(readdirSync(join(folder, at.slice(0, 2)))).toEqual([]);
});

test('of a body that breaks off nothing is kept', async () => {
  const at = key();
  const broken = Readable.from(
    (async function* () {
      yield 'hel';
      throw new Error('gone');
    })(),
  );
  await expect(storage.put(at, broken, { bytes: 5, mediaType: 'text/plain' })).rejects.toThrow('file_broken');
  expect(readdirSync(join(folder, at.slice(0, 2)))).toEqual([]);
});

test.each(['../../etc/passwd', '', 'a/b', `${'0'.repeat(31)}Z`])('"%s" is no key', async (at) => {
  expect(() => storage.remove(at)).toThrow('file_not_found');
});
