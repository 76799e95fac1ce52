import { expect, test } from 'vitest';
import { fileName } from './file-name.ts';

test.each([
  ['Rust for beginners', 'Rust for beginners'],
  ['../../etc/passwd\0.ics', 'etc passwd ics'],
  ['"; filename="evil.exe', 'filename evil exe'],
  ['Übung\r\nSet-Cookie: a=b', 'Übung Set-Cookie a b'],
  ['日本語の練習 👩‍👩‍👧', '日本語の練習'],
  ['\u202egnp.exe', 'gnp exe'],
  ['...', 'session'],
  ['', 'session'],
  [`${'a'.repeat(59)}𝒜𝒜`, `${'a'.repeat(59)}𝒜`],
])('"%s" is saved as "%s"', (title, name) => {
  expect(fileName(title, 'session')).toBe(name);
  expect(() => encodeURIComponent(fileName(title, 'session'))).not.toThrow();
});
