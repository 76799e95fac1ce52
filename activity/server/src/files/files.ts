import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Core } from '@echochat/core/core.ts';
import { EchoError } from '@echochat/core/platform/errors.ts';
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { guarded, keptNowhere } from '../guarded.ts';
import { soundImage } from './sound-image.ts';

const id = z.coerce.number().int().positive();
const upload = z.object({ roomId: id, name: z.string().min(1).max(400), board: z.string().max(64).optional() });
/** What a browser may show as it is; everything else is only ever saved. */
const shown = /^image\/(?:png|jpeg|gif|webp)$/;
/** An upload that says nothing for so long is over. */
const silenceMs = 20_000;

/** RM-15 of core: files of rooms, in and out. Nothing of a file is held in memory but what is under way. */
export function fileRoutes(core: Core): Router {
  const router = Router();
  const { storage, log } = core.services;
  const system = core.as({ kind: 'system', name: 'files' });

  /** Who a token is of, and the one room that it is for where it is for one. A token of other pages opens no files. */
  async function asking(request: Request): Promise<{ userId: number; ownRoomId: number | null }> {
    const actor = await core.actorOfToken((request.headers.authorization ?? '').replace(/^Bearer\s+/i, ''));
    const { userId, grant } = actor;
    if (grant === null || grant.audience === 'pages') throw new EchoError('not_allowed');
    return { userId, ownRoomId: grant.procedures === null ? null : (grant.roomId ?? 0) };
  }

  async function take(request: Request, response: Response): Promise<void> {
    const { userId, ownRoomId } = await asking(request);
    const read = upload.safeParse({ roomId: request.params['roomId'], ...request.query });
    if (!read.success) throw new EchoError('invalid_input', { field: 'name' });
    const { roomId, name, board } = read.data;
    if (ownRoomId !== null && ownRoomId !== roomId) throw new EchoError('not_allowed');
    const bytes = Number(request.headers['content-length'] ?? 0);
    const mediaType = (request.headers['content-type'] ?? '').split(';')[0] || 'application/octet-stream';
    const place = await system.rooms.beginUpload({
      ...{ userId, roomId, name, mediaType, bytes },
      ...(board === undefined ? {} : { boardFileId: board }),
    });
    if (!place.isThere) {
      const { key } = place;
      let isWhole = false;
      // Who sends nothing keeps no place.
      request.setTimeout(silenceMs, () => request.destroy());
      try {
        // What reads it may fail without the line being cut, so that the refusal is heard.
        const given = request.iterator({ destroyOnReturn: false });
        const body = Readable.from(board === undefined ? given : soundImage(given, mediaType));
        await storage.put(key, body, { bytes, mediaType });
        isWhole = true;
      } catch (error) {
        // Who broke off hears of nothing any more.
        throw request.complete || error instanceof EchoError ? error : new EchoError('file_broken');
      } finally {
        await system.rooms.finishUpload({ roomId, key, isWhole });
      }
    }
    request.resume();
    response.status(201).json({ file: place.file });
  }

  async function give(request: Request, response: Response): Promise<void> {
    const { key } = request.query;
    // By a key to this one file, or by a token.
    const by = typeof key === 'string' ? { key } : await asking(request);
    const fileId = id.safeParse(request.params['fileId']);
    if (!fileId.success) throw new EchoError('file_not_found');
    const found = await system.rooms.openFile({ fileId: fileId.data, ...by });
    const { name, mediaType } = found.file;
    const isShown = shown.test(mediaType);
    // The bytes under an id never change. A browser may keep an image, and asks each time whether it still may.
    const etag = `"file-${found.file.id}"`;
    const caching = isShown ? { etag, 'cache-control': 'private, no-cache' } : {};
    if (isShown && request.headers['if-none-match'] === etag) return void response.set(caching).status(304).end();
    const kept = await storage.open(found.key);
    if (!kept) throw new EchoError('file_not_found');
    response.attachment(name).set({
      'content-type': isShown ? mediaType : 'application/octet-stream',
      'content-length': String(kept.bytes),
      'content-security-policy': "sandbox; default-src 'none'",
      ...caching,
    });
    await pipeline(kept.body, response).catch((error: unknown) => {
      if (!response.destroyed) log.warn({ error: String(error) }, 'a file could not be given');
    });
  }

  router.put('/rooms/:roomId/files', keptNowhere, guarded(core, take));
  router.get('/rooms/files/:fileId', keptNowhere, guarded(core, give));
  return router;
}
