import { EchoError } from '@echochat/core/platform/errors.ts';
import { imageSizeOf, mostPixels } from './image-size.ts';

/** Where the size has not been said by then, nobody means an honest picture. */
const mostHeaderBytes = 1_048_576;

/** Passes an image on that is what it says it is and no larger than can be drawn. Throws file_type, image_size. */
export async function* soundImage(body: AsyncIterable<Buffer>, mediaType: string): AsyncGenerator<Buffer> {
  let head: Buffer | null = Buffer.alloc(0);
  for await (const chunk of body) {
    if (head === null) {
      yield chunk;
      continue;
    }
    head = Buffer.concat([head, chunk]);
    const size = imageSizeOf(head, mediaType);
    if (size === 'none' || (size === 'more' && head.length > mostHeaderBytes)) throw new EchoError('file_type');
    if (size === 'more') continue;
    const pixels = size.width * size.height;
    if (pixels === 0) throw new EchoError('file_type');
    if (pixels > mostPixels) throw new EchoError('image_size', { limit: mostPixels / 1e6 });
    yield head;
    head = null;
  }
  if (head !== null) throw new EchoError('file_type');
}
