import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { ConfigError } from './config.ts';
import { keptSecret, openDataDir } from './data-dir.ts';

const folder = mkdtempSync(join(tmpdir(), 'echochat-data-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function refused(path: string): string {
  try {
    openDataDir(path).release();
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('expected a refusal');
}

test('a folder belongs to one process: a second one is refused in one line, until the first is killed', async () => {
  const path = join(folder, 'shared');
  const module = fileURLToPath(new URL('data-dir.ts', import.meta.url));
  const holder = spawn(process.execPath, [
    '--input-type=module',
    '--eval',
    `const { openDataDir } = await import(${JSON.stringify(module)});
     openDataDir(${JSON.stringify(path)});
     console.log('held');
     setInterval(() => {}, 1000);`,
  ]);
  await once(holder.stdout, 'data');
  expect(refused(path)).toMatch(/^DATA_DIR should be free, but [^\n]+ is in use by another EchoChat process\.$/);

  holder.kill('SIGKILL');
  await once(holder, 'exit');
  openDataDir(path).release();
});

test('a folder that was given back can be taken again', () => {
  const path = join(folder, 'again');
  openDataDir(path).release();
  const dir = openDataDir(path);
  expect(refused(path)).toMatch(/in use/);
  dir.release();
});

test('a folder that cannot be written is named', () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  expect(refused(join(file, 'below'))).toMatch(
    /^DATA_DIR should be a folder that can be written, but [^\n]+\(ENOTDIR\)\.$/,
  );
});

test('the secret is made once and for its owner alone', () => {
  const path = join(folder, 'secret');
  const secret = keptSecret(path);
  expect(secret.length).toBeGreaterThanOrEqual(32);
  expect(keptSecret(path)).toBe(secret);
  expect(statSync(join(path, 'auth-secret')).mode & 0o077).toBe(0);
  expect(statSync(path).mode & 0o077).toBe(0);
});

test.each(['', ' \n', 'half of a secr'])('a kept secret that is too short is refused in one line: %j', (kept) => {
  const path = join(folder, `short-${kept.length}`);
  mkdirSync(path);
  writeFileSync(join(path, 'auth-secret'), kept);
  expect(() => keptSecret(path)).toThrow(ConfigError);
  expect(() => keptSecret(path)).toThrow(/^[^\n]+auth-secret should have at least 32 characters, but has [^\n]+\.$/);
});

test('of many processes that make the secret at once all have the same one, and nothing else is left', async () => {
  const path = join(folder, 'race');
  const module = fileURLToPath(new URL('data-dir.ts', import.meta.url));
  const made = await Promise.all(
    Array.from({ length: 4 }, async () => {
      const code = `process.stdout.write((await import(${JSON.stringify(module)})).keptSecret(${JSON.stringify(path)}))`;
      const child = spawn(process.execPath, ['--input-type=module', '--eval', code]);
      const chunks: Buffer[] = [];
      child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
      await once(child, 'close');
      return Buffer.concat(chunks).toString();
    }),
  );
  expect(new Set(made)).toEqual(new Set([keptSecret(path)]));
  expect(readdirSync(path).filter((name) => name.startsWith('auth-secret'))).toEqual(['auth-secret']);
});
