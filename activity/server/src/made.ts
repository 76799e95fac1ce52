import type { Core } from '@echochat/core/core.ts';
import { EchoError } from '@echochat/core/platform/errors.ts';
import { asEchoError } from '@echochat/core/platform/procedures.ts';
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { openPictures, type Pictures } from './pictures/pictures.ts';

const asked = z.object({ boardId: z.coerce.number().int().positive(), key: z.string().min(1).max(2_000) });
const statuses: Readonly<Record<string, number>> = { not_signed_in: 401, removed_from_room: 403, unavailable: 503 };

export interface MadeRoutes {
  router: Router;
  close(): Promise<void>;
}

/** RM-14 of core: the pages of a room's board, as pictures and as files that Excalidraw opens. */
export function madeRoutes(core: Core): MadeRoutes {
  const router = Router();
  const pictures: Pictures = openPictures();

  async function load(request: Request) {
    const read = asked.safeParse({ boardId: request.params['boardId'], key: request.query['key'] });
    if (!read.success) throw new EchoError('invalid_input', { field: 'key' });
    const api = core.as({ kind: 'guest', locale: 'en', origin: request.ip ?? 'unknown' });
    return { boardId: read.data.boardId, page: await api.rooms.loadMadePage(read.data) };
  }

  const guarded =
    (answer: (request: Request, response: Response) => Promise<void>) =>
    async (request: Request, response: Response): Promise<void> => {
      try {
        await answer(request, response);
      } catch (error) {
        const { code } = asEchoError(error);
        if (code === 'internal') core.services.log.warn({ error: String(error) }, 'a page could not be given');
        response.status(statuses[code] ?? 404).json({ error: { code, message: 'There is nothing here for you.' } });
      }
    };

  router.get(
    '/made/:boardId.png',
    guarded(async (request, response) => {
      const { boardId, page } = await load(request);
      const etag = `"${boardId}-${page.sequence}"`;
      response.set({ etag, 'cache-control': 'private, no-cache' });
      if (request.headers['if-none-match'] === etag) return void response.status(304).end();
      const png = await pictures.png(`${boardId}-${page.sequence}`, page.elements);
      response.type('png').send(Buffer.from(png));
    }),
  );
  router.get(
    '/made/:boardId.excalidraw',
    guarded(async (request, response) => {
      const { page } = await load(request);
      const elements = page.elements.filter((one) => Reflect.get(Object(one), 'isDeleted') !== true);
      response
        .attachment(`${fileName(page.room)} ${fileName(page.title)}.excalidraw`)
        .type('application/vnd.excalidraw+json')
        .send(
          JSON.stringify({ type: 'excalidraw', version: 2, source: 'EchoChat', elements, appState: {}, files: {} }),
        );
    }),
  );

  return { router, close: () => pictures.close() };
}

/** What every system takes in the name of a file. */
const fileName = (title: string): string =>
  title
    .replace(/[^\p{L}\p{N} _-]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 60) || 'board';
