import { Transform } from 'node:stream';
import { EchoError } from '../errors.ts';

/** Passes bytes on, and fails with file_broken where there are more or fewer of them than was said. */
export function exactly(bytes: number): Transform {
  let seen = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, pass) {
      seen += chunk.length;
      if (seen > bytes) pass(new EchoError('file_broken'));
      else pass(null, chunk);
    },
    flush(done) {
      done(seen === bytes ? null : new EchoError('file_broken'));
    },
  });
}
