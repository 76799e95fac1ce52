import { describe, expect, test } from 'vitest';
import { safeLink, webAddress, webAddressInput } from './web-address.ts';

describe('an address that somebody types', () => {
  test.each([
    ['example.org', 'https://example.org'],
    ['https://example.org/', 'https://example.org/'],
    [' example.org/me ', 'https://example.org/me'],
    ['HTTPS://Example.ORG/Me', 'https://example.org/Me'],
    ['https://meet.example/abc-def?x=1#y', 'https://meet.example/abc-def?x=1#y'],
    ['example.org:8443/a', 'https://example.org:8443/a'],
    ['https://example.org/@ana', 'https://example.org/@ana'],
    ['https://example.org/a b', null],
    ['https://münchen.example/', 'https://xn--mnchen-3ya.example/'],
    // Cyrillic letters that look like Latin ones.
    ['https://раураl.example', 'https://xn--l-7sba6dbr.example'],
    ['https://例え.jp/x', 'https://xn--r8jz45g.jp/x'],
    ['https://example。org', 'https://example.org'],
    ['https://ｅｘａｍｐｌｅ.org', 'https://example.org'],
    ['https://u:p@bank.example@evil.example/', null],
    ['https://bank.example@evil.example/', null],
    ['https://bank.example%40evil.example/', null],
    ['https://:@evil.example/', null],
    ['bank.example@evil.example', null],
    ['https:/evil.example', null],
    ['https:evil.example', null],
    ['https:\\\\evil.example', null],
    ['https://good.example\\@evil.example', null],
    ['http://example.org', null],
    ['javascript:alert(1)', null],
    ['data:text/html,x', null],
    ['mailto:ana@example.org', null],
    ['ftp://example.org', null],
    ['//example.org', null],
    ['https://', null],
    ['', null],
    ['no address', null],
    ['localhost', null],
    ['https://localhost:3000/x', null],
    ['https://router', null],
    ['https://printer.local', null],
    ['https://db.internal/', null],
    ['https://127.0.0.1/', null],
    ['https://0x7f.1/', null],
    ['https://2130706433/', null],
    ['169.254.169.254/latest', null],
    ['https://[::1]/', null],
    ['https://[::ffff:10.0.0.1]/', null],
    ['https://example.org./', null],
    ['https://example..org/', null],
    ['https://example.o/', null],
    ['https://example.org/\u202egpj.exe', null],
    ['https://exam\u200bple.org', null],
    ['https://exam\u00adple.org', null],
    ['https://example.org/\u2066x', null],
    ['https://example.org/\u3164', null],
    ['https://example.org/\u0000', null],
    ['https://example.org/a\nb', null],
    [`https://example.org/${'a'.repeat(2_048)}`, null],
    [`https://${'a'.repeat(64)}.org/`, null],
  ])('%j is %j', (typed, written) => {
    expect(webAddress(typed)).toBe(written);
  });

  test('as an input is refused with the word that helps', () => {
    const problem = (typed: string) => webAddressInput(50).safeParse(typed).error?.issues[0]?.message;
    expect(['http://example.org', 'mailto:a@b.example'].map(problem)).toEqual(['https_address', 'https_address']);
    expect(['x', `example.org/${'a'.repeat(50)}`, 'https://u@x.example'].map(problem)).toEqual(
      Array(3).fill('web_address'),
    );
    expect(webAddressInput(50).parse('example.org:8080')).toBe('https://example.org:8080');
  });
});

describe('where something drawn may lead', () => {
  test.each([
    'https://example.org',
    'http://example.org/a?b=1#c',
    'HTTP://EXAMPLE.org',
    'https://127.0.0.1:3000/rooms/1?element=a',
    '/rooms/12',
    '/made#key',
    '/',
  ])('%j stays as it is', (given) => {
    expect(safeLink(given)).toBe(given);
  });

  test.each([
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,<script>x</script>',
    'vbscript:x',
    'mailto:ana@example.org',
    'tel:+1',
    'file:///etc/passwd',
    'blob:https://example.org/x',
    'ftp://example.org',
    'https:example.org',
    'https:/example.org',
    'https://',
    'https://user:secret@example.org/',
    'https://bank.example@evil.example/',
    'https://example.org/\u202egpj.exe',
    'http://example.org/a b',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    'rooms/12',
    '#a',
    '',
    `https://example.org/${'a'.repeat(2_048)}`,
    12,
    null,
    undefined,
    { toString: () => 'https://example.org' },
  ])('%j is taken away', (given) => {
    expect(safeLink(given)).toBeNull();
  });
});
