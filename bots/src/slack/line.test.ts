import { expect, test } from 'vitest';
import { typedLine } from './line.ts';

test.each([
  ['match find', 'match find'],
  ['goals add &lt;3 &amp; more &gt;', 'goals add <3 & more >'],
  ['&amp;lt;', '&lt;'],
  ['profile view <@U1|mei>', 'profile view <@U1|mei>'],
  ['profile view <@U1|Mei Lin>', 'profile view <@U1>'],
  ['setup <#C1|general>', 'setup <#C1|general>'],
  ['profile edit <https://example.org/a?b=1|example.org>', 'profile edit https://example.org/a?b=1'],
  ['profile edit <https://example.org>', 'profile edit https://example.org'],
  ['profile edit <mailto:mei@example.org|mei@example.org>', 'profile edit mei@example.org'],
  ['skills add skill:“Music Theory” kind:teach', 'skills add skill:"Music Theory" kind:teach'],
  ['skills add “Music Theory”', 'skills add "Music Theory"'],
  ['a 6” guitar', 'a 6” guitar'],
])('%s', (text, line) => {
  expect(typedLine(text)).toBe(line);
});
