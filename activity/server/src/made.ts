import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import type { Api } from '@echochat/core/api.ts';
import type { Core } from '@echochat/core/core.ts';
import { EchoError } from '@echochat/core/platform/errors.ts';
import { type Request, Router } from 'express';
import { z } from 'zod';
import { fileName } from './file-name.ts';
import { guarded, keptNowhere } from './guarded.ts';
import type { PageContent, PageImage } from './pictures/page-content.ts';
import { openPictures, type Pictures } from './pictures/pictures.ts';

const asked = z.object({ boardId: z.coerce.number().int().positive(), key: z.string().min(1).max(2_000) });

type Page = Awaited<ReturnType<Api['rooms']['findMadePage']>>;
/** Images of one page together; those past it are left out of its picture. */
const mostImageBytes = 24 * 1_048_576;

export interface MadeRoutes {
  router: Router;
  close(): Promise<void>;
}

/** RM-14 of core: the pages of a room's board, as pictures and as files that Excalidraw opens. */
export function madeRoutes(core: Core): MadeRoutes {
  const router = Router();
  const pictures: Pictures = openPictures(core.services.log);
  const house = core.as({ kind: 'system', name: 'made' });

  function find(request: Request, kind: 'picture' | 'drawing'): Promise<Page> {
    const read = asked.safeParse({ boardId: request.params['boardId'], key: request.query['key'] });
    if (!read.success) throw new EchoError('invalid_input', { field: 'key' });
    return house.rooms.findMadePage({ ...read.data, kind });
  }

  /** Those that are on the page, one after the other, as far as they fit into one answer. */
  async function* imagesOn({ images }: Page, fileIds: readonly string[]): AsyncGenerator<PageImage> {
    const wanted = new Set(fileIds);
    let bytes = 0;
    for (const { id, key, mediaType, bytes: more } of images) {
      if (!wanted.has(id) || bytes + more > mostImageBytes) continue;
      const kept = await core.services.storage.open(key);
      if (!kept) continue;
      bytes += more;
      yield { id, mediaType, bytes: await buffer(kept.body) };
    }
  }

  async function contentOf(page: Page): Promise<PageContent> {
    const { elements, fileIds } = await house.rooms.loadMadePage({ boardId: page.boardId });
    return { elements, images: await Array.fromAsync(imagesOn(page, fileIds)) };
  }

  router.get(
    '/made/:boardId.png',
    keptNowhere,
    guarded(core, async (request, response) => {
      const page = await find(request, 'picture');
      const etag = `"${page.boardId}-${page.sequence}-${page.images.length}"`;
      if (request.headers['if-none-match'] === etag)
        return void response.set({ etag, 'cache-control': 'private, no-cache' }).status(304).end();
      const png = await pictures.png(etag, page.roomId, () => contentOf(page));
      response.set({ etag, 'cache-control': 'private, no-cache' }).type('png').send(Buffer.from(png));
    }),
  );
  router.get(
    '/made/:boardId.excalidraw',
    keptNowhere,
    guarded(core, async (request, response) => {
      const page = await find(request, 'drawing');
      const { elements, fileIds } = await house.rooms.loadMadePage({ boardId: page.boardId });
      response
        .attachment(`${fileName(page.room, 'board')} ${fileName(page.title, 'board')}.excalidraw`)
        .type('application/vnd.excalidraw+json');
      await pipeline(drawing(elements, imagesOn(page, fileIds), core.services.clock.now().epochMilliseconds), response);
    }),
  );

  return { router, close: () => pictures.close() };
}

/** A file of Excalidraw, piece by piece: of its images one is in memory at a time. */
async function* drawing(
  elements: readonly string[],
  images: AsyncIterable<PageImage>,
  created: number,
): AsyncGenerator<string> {
  yield `{"type":"excalidraw","version":2,"source":"EchoChat","appState":{},"elements":[${elements.join(',')}],"files":{`;
  let isFirst = true;
  for await (const { id, mediaType, bytes } of images) {
    const dataURL = `data:${mediaType};base64,${Buffer.from(bytes).toString('base64')}`;
    yield `${isFirst ? '' : ','}${JSON.stringify(id)}:${JSON.stringify({ id, mimeType: mediaType, dataURL, created })}`;
    isFirst = false;
  }
  yield '}}';
}
