import { expect, test } from 'vitest';
import { iceServersFor } from './ice-servers.ts';

const now = Date.parse('2027-03-01T09:00:00Z');

test('nothing set, nothing offered', () => {
  expect(iceServersFor({ stunUrls: [], turn: null }, 7, now)).toEqual([]);
});

test('TURN gets a name that says when it runs out, signed with the secret', () => {
  const servers = iceServersFor(
    { stunUrls: ['stun:a:3478'], turn: { urls: ['turn:b:3478'], secret: 'north' } },
    7,
    now,
  );
  expect(servers).toEqual([
    { urls: ['stun:a:3478'] },
    // Checked against: printf '1803934800:7' | openssl dgst -sha1 -hmac north -binary | base64
    { urls: ['turn:b:3478'], username: '1803934800:7', credential: 'v1ws8GkETR0Zsfn65K+T1+s+cPQ=' },
  ]);
});
