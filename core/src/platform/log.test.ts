import { stripVTControlCharacters } from 'node:util';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openLog } from './log.ts';

function written(isTerminal = false) {
  const lines: string[] = [];
  return { lines, log: openLog('debug', { isTerminal, write: (text) => void lines.push(text) }) };
}

describe('what lets somebody in is nowhere in the log', () => {
  const word = 'hunter2hunter2';
  test.each<object>([
    { token: word },
    { accessToken: word },
    { refresh_token: word },
    { deep: { in: [{ clientSecret: word }] } },
    { req: { headers: { authorization: word, cookie: word, 'set-cookie': [word], 'x-slack-signature': word } } },
    { headers: { Authorization: word } },
    { password: word },
    { user: { email: word } },
    { 'api-key': word },
    { url: `https://example.org/made/1.png?key=${word}&x=1` },
    { url: `/sessions/invite.ics?a=1&key=${word}` },
    { url: `/calendar/${word}.ics` },
    { url: `https://example.org/enter#${word}` },
    { url: `/slack/oauth_redirect?code=${word}&state=${word}` },
    { error: `failed: postgresql://user:${word}@host/db is away` },
    { error: `refused "Authorization: Bearer ${word}"` },
    { error: `token xoxb-${word} is not good` },
    { error: `eyJhbGciOiJIUzI1NiJ9.${word}.${word}` },
    { err: new Error(`no answer from redis://:${word}@host:6379`) },
    { err: Object.assign(new Error('refused'), { config: { headers: { authorization: word } } }) },
    { err: new Error('outer', { cause: new Error(`Bearer ${word}`) }) },
  ])('%j', (values) => {
    const { lines, log } = written();
    log.error(values, 'it broke');
    expect(lines.join('')).toContain('it broke');
    expect(lines.join('')).not.toContain(word);
  });

  test('what nobody comes in by stays', () => {
    const { lines, log } = written();
    log.info({ userId: 7, code: 'invalid_auth', tokens: 3, path: '/made/7.png?page=2' }, 'said');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      userId: 7,
      code: 'invalid_auth',
      tokens: 3,
      path: '/made/7.png?page=2',
      msg: 'said',
    });
  });
});

test('at a terminal a line is read as it is, with the place where it broke below', () => {
  const { lines, log } = written(true);
  log.warn({ problem: 'unsigned', port: 3000 }, 'a request was refused');
  log.error({ err: new Error('no'), errorId: 'abc' }, 'it broke');
  const [warning = '', error = ''] = lines.map(stripVTControlCharacters);
  expect(warning).toMatch(/^\d\d:\d\d:\d\d WARN {2}a request was refused problem=unsigned port=3000\n$/);
  expect(error).toMatch(/^\d\d:\d\d:\d\d ERROR it broke errorId=abc\n {4}Error: no\n {8}at /);
});

describe('a warning that repeats itself', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  test('is a few lines and a count; others are written, and errors always', () => {
    const { lines, log } = written();
    for (let refused = 0; refused < 1_000; refused += 1) log.warn({ refused }, 'a request was refused');
    log.warn('something else');
    for (let failed = 0; failed < 5; failed += 1) log.error('it broke');
    expect(lines.filter((line) => line.includes('a request was refused'))).toHaveLength(3);
    expect(lines.filter((line) => line.includes('something else'))).toHaveLength(1);
    expect(lines.filter((line) => line.includes('it broke'))).toHaveLength(5);
    vi.advanceTimersByTime(60_000);
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({
      more: 997,
      msg: 'a request was refused (more of the same)',
    });
    log.warn('a request was refused');
    expect(lines.filter((line) => line.includes('"a request was refused"'))).toHaveLength(4);
  });
});
