import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { SetClock } from './clock.ts';
import { openSignedLinks } from './signed-links.ts';

const secret = 'a'.repeat(40);
const clock = new SetClock('2027-03-01T09:00:00Z');
const links = openSignedLinks(secret, clock);
const subject = { userId: 1, roomId: 2, id: 3 };

describe('a key in an address', () => {
  test('says whose it is and what it opens, for minutes', () => {
    const key = links.sign('picture', subject);
    expect(links.verify('picture', key)).toEqual(subject);
    clock.advance({ seconds: 599 });
    expect(links.verify('picture', key)).toEqual(subject);
    clock.advance({ seconds: 1 });
    expect(() => links.verify('picture', key)).toThrow('not_signed_in');
  });

  test('is of one kind', () => {
    for (const other of ['drawing', 'file', 'recap'] as const)
      expect(() => links.verify(other, links.sign('picture', subject))).toThrow('not_signed_in');
  });

  test('is nobody else’s making', () => {
    const key = links.sign('file', subject);
    const [body = '', mac = ''] = key.split('.');
    const forged = Buffer.from(JSON.stringify({ ...subject, kind: 'file', exp: 4e9 })).toString('base64url');
    const own = createHmac('sha256', secret).update(forged).digest('base64url');
    const elsewhere = openSignedLinks('b'.repeat(40), clock).sign('file', subject);
    const wrong = [
      '',
      '.',
      key.slice(0, -2),
      `${key}.x`,
      `${body}.`,
      `.${mac}`,
      `${forged}.${mac}`,
      `${forged}.${own}`,
      elsewhere,
    ];
    for (const one of wrong) expect(() => links.verify('file', one)).toThrow('not_signed_in');
  });
});
