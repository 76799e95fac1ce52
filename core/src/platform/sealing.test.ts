import { expect, test } from 'vitest';
import { openSealing } from './sealing.ts';

const sealing = openSealing('a secret of at least thirty-two characters');

test('what is sealed opens for whom it was sealed, and shows nothing to who reads it', () => {
  const sealed = sealing.seal('xoxb-secret-🎸', 'slack:T1');
  expect(sealing.open(sealed, 'slack:T1')).toBe('xoxb-secret-🎸');
  expect(Buffer.from(sealed).toString('latin1')).not.toContain('secret');
  expect(sealing.seal('xoxb-secret-🎸', 'slack:T1')).not.toEqual(sealed);
});

test('it opens for nobody else, with no other secret, and not after a change', () => {
  const sealed = sealing.seal('xoxb-secret', 'slack:T1');
  expect(sealing.open(sealed, 'slack:T2')).toBeNull();
  expect(openSealing('another secret of thirty-two characters!').open(sealed, 'slack:T1')).toBeNull();
  for (const at of sealed.keys()) {
    const changed = sealed.slice();
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(sealing.open(changed, 'slack:T1')).toBeNull();
  }
  expect(sealing.open(new Uint8Array(), 'slack:T1')).toBeNull();
});
