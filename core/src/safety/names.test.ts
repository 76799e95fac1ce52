import { describe, expect, test } from 'vitest';
import { isReservedTitle, safeName } from './names.ts';

describe('a name', () => {
  test.each([
    'EchoChat',
    'echochat_support',
    'Echo Chat',
    'Ｅchо Chat Support',
    'Εcһосhаt',
    '3ch0Ch4t',
    'E\u200bcho\u2060Chat',
    'E.c.h.o.C.h.a.t',
    'Éçhôçhät',
    'The EchoChat Team',
    'not EchoChat Support',
    'Discord',
    'D1scord Support',
    'Dіscord',
    'S l a c k',
    'Slackbot',
    'slack security team',
    'admin',
    'ADMIN 2',
    'Αdmіn',
    'The Moderators',
    'rnoderator',
    'mods',
    'everyone',
    '@everyone',
    '@here',
    'Support',
    'Customer Support',
    'Ｓｔａｆｆ',
    '𝓐𝓭𝓶𝓲𝓷',
    'https://echochat.example',
  ])('“%s” is nobody’s', (name) => {
    expect(safeName(name, 'Learner')).toBe('Learner');
  });

  test.each([
    'Ana',
    'Mei-Ling',
    'Adminah Okoro',
    'Discord Dan',
    'Slackwater Jane',
    'Everton',
    'Sherehere',
    'Moddy',
    'Тарас',
    'Ελένη',
    '李小龙',
    'J.R.R. Tolkien',
    'O’Brien 3rd',
    'Supportive Sue',
  ])('“%s” stays as it is', (name) => {
    expect(safeName(name, 'Learner')).toBe(name);
  });

  test.each([
    ['https://free-nitro.example/claim', 'free-nitro. example/claim'],
    ['www.evil.example', 'evil. example'],
    ['Ana discord.gg/abc', 'Ana discord. gg/abc'],
    ['evil。example', 'evil. example'],
    ['HTTP://x', 'x'],
    ['steam://run', 'run'],
    ['https://', 'Learner'],
  ])('“%s” is shown as “%s”', (name, shown) => {
    expect(safeName(name, 'Learner')).toBe(shown);
    expect(shown).not.toMatch(/:\/\/|[\p{L}\p{N}][.。][\p{L}\p{N}]{2}/u);
  });

  test('of a room or a session may speak about us, and not as us', () => {
    expect(['EchoChat Support', 'Official Discord', 'Everyone', 'Ｅｃｈｏ Chat'].map(isReservedTitle)).toEqual(
      Array(4).fill(true),
    );
    expect(['How EchoChat works', 'Slack for beginners', 'Here comes the sun', 'Chords'].map(isReservedTitle)).toEqual(
      Array(4).fill(false),
    );
  });
});
