import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** A stream of exactly so many bytes: it breaks off where more come, and where fewer did. */
function exactly(bytes: number): Transform {
  let passed = 0;
  return new Transform({
    transform(piece: Buffer, _encoding, done) {
      passed += piece.length;
      if (passed > bytes) done(new Error(`more than ${bytes} bytes came`));
      else done(null, piece);
    },
    flush(done) {
      done(passed === bytes ? null : new Error(`${passed} bytes came instead of ${bytes}`));
    },
  });
}

/**
 * Begins to read a stream of exactly so many bytes, at once, so that one which breaks off meanwhile is noticed. `whole`
 * resolves when its last byte was taken and rejects with why it was not.
 */
export function take(body: Readable, bytes: number): { checked: Transform; whole: Promise<void> } {
  const checked = exactly(bytes);
  const whole = pipeline(body, checked);
  // Whoever keeps it asks later.
  whole.catch(() => {});
  return { checked, whole };
}
