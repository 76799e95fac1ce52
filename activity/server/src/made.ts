import { buffer } from 'node:stream/consumers';
import type { Api } from '@echochat/core/api.ts';
import type { Core } from '@echochat/core/core.ts';
import { EchoError } from '@echochat/core/platform/errors.ts';
import { type Request, Router } from 'express';
import { z } from 'zod';
import type { ClientAddress } from './client-address.ts';
import { fileName } from './file-name.ts';
import { guarded } from './guarded.ts';
import type { Images } from './pictures/draw.ts';
import { openPictures, type Pictures } from './pictures/pictures.ts';

const asked = z.object({ boardId: z.coerce.number().int().positive(), key: z.string().min(1).max(2_000) });

type Page = Awaited<ReturnType<Api['rooms']['loadMadePage']>>;
interface Image {
  id: string;
  mediaType: string;
  dataURL: string;
}
/** Images of one page together; those past it are left out of its picture. */
const mostImageBytes = 24 * 1_048_576;
const hrefs = (images: readonly Image[]): Images => Object.fromEntries(images.map(({ id, dataURL }) => [id, dataURL]));

export interface MadeRoutes {
  router: Router;
  close(): Promise<void>;
}

/** RM-14 of core: the pages of a room's board, as pictures and as files that Excalidraw opens. */
export function madeRoutes(core: Core, addressOf: ClientAddress): MadeRoutes {
  const router = Router();
  const pictures: Pictures = openPictures();

  async function load(request: Request) {
    const read = asked.safeParse({ boardId: request.params['boardId'], key: request.query['key'] });
    if (!read.success) throw new EchoError('invalid_input', { field: 'key' });
    const api = core.as({ kind: 'guest', locale: 'en', origin: addressOf(request) });
    return { boardId: read.data.boardId, page: await api.rooms.loadMadePage(read.data) };
  }

  /** Those that are on the page, as far as they fit into one answer. */
  async function imagesOn({ elements, images }: Page): Promise<Image[]> {
    const wanted = new Set(elements.map((one) => Reflect.get(Object(one), 'fileId')));
    const found: Image[] = [];
    let bytes = 0;
    for (const { boardFileId: id, key, mediaType, bytes: more } of images) {
      if (id === null || !wanted.has(id) || bytes + more > mostImageBytes) continue;
      const kept = await core.services.storage.open(key);
      if (!kept) continue;
      bytes += more;
      found.push({
        id,
        mediaType,
        dataURL: `data:${mediaType};base64,${(await buffer(kept.body)).toString('base64')}`,
      });
    }
    return found;
  }

  router.get(
    '/made/:boardId.png',
    guarded(core, async (request, response) => {
      const { boardId, page } = await load(request);
      const etag = `"${boardId}-${page.sequence}-${page.images.length}"`;
      response.set({ etag, 'cache-control': 'private, no-cache' });
      if (request.headers['if-none-match'] === etag) return void response.status(304).end();
      const png = await pictures.png(etag, page.elements, hrefs(await imagesOn(page)));
      response.type('png').send(Buffer.from(png));
    }),
  );
  router.get(
    '/made/:boardId.excalidraw',
    guarded(core, async (request, response) => {
      const { page } = await load(request);
      const elements = page.elements.filter((one) => Reflect.get(Object(one), 'isDeleted') !== true);
      const images = await imagesOn(page);
      const created = core.services.clock.now().epochMilliseconds;
      const files = Object.fromEntries(
        images.map(({ id, mediaType, dataURL }) => [id, { id, mimeType: mediaType, dataURL, created }]),
      );
      response
        .attachment(`${fileName(page.room, 'board')} ${fileName(page.title, 'board')}.excalidraw`)
        .type('application/vnd.excalidraw+json')
        .send(JSON.stringify({ type: 'excalidraw', version: 2, source: 'EchoChat', elements, appState: {}, files }));
    }),
  );

  return { router, close: () => pictures.close() };
}
