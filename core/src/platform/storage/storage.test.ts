import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBucket } from '../../../../test/bucket.ts';
import { newKey } from './key.ts';
import { openStorage, type StorageOptions, storageProblem } from './open-storage.ts';
import type { Storage } from './storage.ts';

const folder = mkdtempSync(join(tmpdir(), 'echochat-storage-'));
const bucket = await openBucket();
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await bucket.close();
});

const places: [string, StorageOptions][] = [
  ['a folder', { kind: 'folder', path: join(folder, 'files') }],
  ['a bucket', { kind: 's3', ...bucket.options }],
];
const namesIn = (path: string): string[] =>
  readdirSync(path, { recursive: true, withFileTypes: true }).flatMap((entry) => (entry.isFile() ? [entry.name] : []));

describe.each(places)('%s', (_name, options) => {
  let storage: Storage;
  beforeAll(() => {
    storage = openStorage(options);
  });
  afterAll(() => storage.close());
  const given = (bytes: number) => ({ bytes, mediaType: 'application/octet-stream' });
  const read = async (key: string) => {
    const found = await storage.open(key);
    return found && { bytes: found.bytes, content: await buffer(found.body) };
  };

  test('gives back what it was given, from one byte to more than is read at once', async () => {
    for (const bytes of [1, 65_536, 3_000_001]) {
      const content = randomBytes(bytes);
      const key = newKey();
      await storage.put(key, Readable.from(inPieces(content)), given(bytes));
      expect(await storage.sizeOf(key)).toBe(bytes);
      const found = await read(key);
      expect(found?.bytes).toBe(bytes);
      expect(found?.content.equals(content)).toBe(true);
      await storage.remove(key);
    }
  });

  test('takes away, and says what is not there', async () => {
    const key = newKey();
    expect([await storage.open(key), await storage.sizeOf(key)]).toEqual([null, null]);
    await storage.remove(key);
    await storage.put(key, Readable.from([Buffer.from('x')]), given(1));
    await storage.remove(key);
    expect([await storage.open(key), await storage.sizeOf(key)]).toEqual([null, null]);
  });

  test.each([
    ['ends early', () => Readable.from([randomBytes(900)])],
    ['goes on for longer', () => Readable.from(inPieces(randomBytes(200_000)))],
    ['breaks off', () => Readable.from(breaking())],
    ['is destroyed', () => destroyed()],
  ])('keeps nothing of what %s', async (_what, body) => {
    const key = newKey();
    await expect(storage.put(key, body(), given(100_000))).rejects.toThrow();
    // The stand-in for a bucket keeps the beginning of what broke off, which a real store does not; taken away it is gone.
    if (options.kind === 'folder') expect(namesIn(options.path)).toEqual([]);
    expect(await storage.sizeOf(key)).not.toBe(100_000);
    await expect
      .poll(async () => {
        await storage.remove(key);
        return storage.sizeOf(key);
      })
      .toBeNull();
  });

  test('reads no faster than it is written', async () => {
    let made = 0;
    const endless = new Readable({
      highWaterMark: 65_536,
      read() {
        made += 65_536;
        this.push(randomBytes(65_536));
      },
    });
    await expect(storage.put(newKey(), endless, given(1_000_000))).rejects.toThrow();
    expect(made).toBeLessThan(4_000_000);
    expect(endless.destroyed).toBe(true);
  });

  test.each([
    '',
    '../../etc/passwd',
    '..%2f..%2fpasswd',
    '/etc/passwd',
    'a/b',
    'A'.repeat(40),
    `${'a'.repeat(39)}.`,
    `${'a'.repeat(20)}\n`,
  ])('no key is %j', async (key) => {
    await expect(storage.put(key, Readable.from([Buffer.from('x')]), given(1))).rejects.toThrow(/key/);
    await expect(storage.open(key)).rejects.toThrow(/key/);
    await expect(storage.sizeOf(key)).rejects.toThrow(/key/);
    await expect(storage.remove(key)).rejects.toThrow(/key/);
  });

  test('can be written, as a start asks', async () => {
    expect(await storageProblem(options)).toBeNull();
  });
});

test('a bucket that is not there, and a wrong secret, are told of', async () => {
  const { options } = bucket;
  const wrong = { accessKeyId: options.credentials?.accessKeyId ?? '', secretAccessKey: randomUUID() };
  expect(await storageProblem({ kind: 's3', ...options, bucket: 'nowhere' })).toContain('NoSuchBucket');
  expect(await storageProblem({ kind: 's3', ...options, credentials: wrong })).toContain('SignatureDoesNotMatch');
});

function* inPieces(content: Buffer): Generator<Buffer> {
  for (let at = 0; at < content.length; at += 50_000) yield content.subarray(at, at + 50_000);
}

function* breaking(): Generator<Buffer> {
  yield randomBytes(50_000);
  throw new Error('cut off');
}

function destroyed(): Readable {
  const body = new Readable({ read() {} });
  body.push(randomBytes(50_000));
  setImmediate(() => body.destroy(new Error('the page has gone')));
  return body;
}
