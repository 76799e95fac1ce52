import { expect, test } from 'vitest';
import { shownAvatar } from './avatar.ts';

test.each([
  ['https://cdn.discordapp.com/avatars/1/a.png', 'https://cdn.discordapp.com/avatars/1/a.png'],
  ['https://avatars.slack-edge.com/2027/a_192.png', 'https://avatars.slack-edge.com/2027/a_192.png'],
  ['https://ca.slack-edge.com/T1-U1-a-192', 'https://ca.slack-edge.com/T1-U1-a-192'],
  [
    'https://secure.gravatar.com/avatar/ab.jpg?s=72&d=https%3A%2F%2Fevil.example%2Fx.png',
    'https://secure.gravatar.com/avatar/ab.jpg?s=72&d=mp',
  ],
  ['https://www.gravatar.com/avatar/ab?s=evil', 'https://www.gravatar.com/avatar/ab?s=192&d=mp'],
  ['https://evil.example/a.png', null],
  ['https://cdn.discordapp.com.evil.example/a.png', null],
  ['https://evil.example/cdn.discordapp.com', null],
  ['https://cdn.discordapp.com@evil.example/a.png', null],
  ['https://me@cdn.discordapp.com/a.png', null],
  ['https://cdn.discordapp.com:8443/a.png', null],
  ['http://cdn.discordapp.com/a.png', null],
  ['https://127.0.0.1/a.png', null],
  ['https://169.254.169.254/latest', null],
  ['data:image/png;base64,AA', null],
  ['', null],
  [null, null],
])('the picture %s is shown as %s', (url, shown) => {
  expect(shownAvatar(url)).toBe(shown);
});
