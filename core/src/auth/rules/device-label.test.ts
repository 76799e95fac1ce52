import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deviceLabel } from './device-label.ts';

const apple = 'AppleWebKit/605.1.15 (KHTML, like Gecko)';
test.each([
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox · Windows'],
  [`Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${apple} Version/18.0 Safari/605.1.15`, 'Safari · macOS'],
  [`Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) ${apple} CriOS/140.0 Safari/604.1`, 'Chrome · iPhone'],
  [`Mozilla/5.0 (Linux; Android 15; Pixel 9) ${apple} Chrome/140.0 Mobile Safari/537.36`, 'Chrome · Android'],
  [`Mozilla/5.0 (Windows NT 10.0) ${apple} Chrome/140.0 Safari/537.36 Edg/140.0`, 'Edge · Windows'],
  [`Mozilla/5.0 (X11; Linux x86_64) ${apple} discord/0.0.90 Chrome/134.0 Electron/35 Safari/537.36`, 'Discord · Linux'],
  ['curl/8.9', null],
  ['', null],
  [undefined, null],
])('%s is %s', (userAgent, label) => {
  expect(deviceLabel(userAgent)).toBe(label);
});

test('whatever a browser says, the label is one of our own and fits', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 2_000 }), (said) => {
      expect(deviceLabel(`${said} <b>Firefox/1 Windows</b>`)?.length ?? 0).toBeLessThanOrEqual(60);
      expect(deviceLabel(said) ?? '').toMatch(/^[A-Za-z ·]*$/);
    }),
  );
});
