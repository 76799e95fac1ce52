import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Core } from '@echochat/core/core.ts';
import type { UserActor } from '@echochat/core/platform/actor.ts';
import { EchoError } from '@echochat/core/platform/errors.ts';
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { guarded } from '../guarded.ts';
import { soundImage } from './sniff.ts';

const id = z.coerce.number().int().positive();
const upload = z.object({ roomId: id, name: z.string().min(1).max(400), board: z.string().max(64).optional() });
/** What a browser may show as it is; everything else is only ever saved. */
const shown = /^image\/(?:png|jpeg|gif|webp)$/;
/** RM-15 of core: files of rooms, in and out. Nothing of a file is held in memory but what is under way. */
export function fileRoutes(core: Core): Router {
  const router = Router();
  const { storage, tokens, log } = core.services;
  const system = core.as({ kind: 'system', name: 'files' });

  /** By a token; or by the key to what was made in a room, which opens that room's files. */
  async function asking(request: Request): Promise<{ actor: UserActor; roomId: number | null }> {
    const { key } = request.query;
    if (typeof key === 'string') {
      const { userId, roomId } = await tokens.verifyMade(key);
      return { actor: await core.actor(userId, 'browser'), roomId };
    }
    const { userId } = await tokens.verify((request.headers.authorization ?? '').replace(/^Bearer\s+/i, ''));
    return { actor: await core.actor(userId, 'browser'), roomId: null };
  }

  async function take(request: Request, response: Response): Promise<void> {
    const { actor } = await asking(request);
    const read = upload.safeParse({ roomId: request.params['roomId'], ...request.query });
    if (!read.success) throw new EchoError('invalid_input', { field: 'name' });
    const { roomId, name, board } = read.data;
    const bytes = Number(request.headers['content-length'] ?? 0);
    const mediaType = (request.headers['content-type'] ?? '').split(';')[0] || 'application/octet-stream';
    const place = await core.as(actor).rooms.beginUpload({
      ...{ roomId, name, mediaType, bytes },
      ...(board === undefined ? {} : { boardFileId: board }),
    });
    if (!place.isThere) {
      const { key } = place;
      let isWhole = false;
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
    const { actor, roomId } = await asking(request);
    const fileId = id.safeParse(request.params['fileId']);
    if (!fileId.success) throw new EchoError('file_not_found');
    const found = await core.as(actor).rooms.openFile({ fileId: fileId.data });
    if (roomId !== null && found.roomId !== roomId) throw new EchoError('file_not_found');
    const { name, mediaType } = found.file;
    const kept = await storage.open(found.key);
    if (!kept) throw new EchoError('file_not_found');
    const isShown = shown.test(mediaType);
    response.attachment(name).set({
      'content-type': isShown ? mediaType : 'application/octet-stream',
      'content-length': String(kept.bytes),
      'content-security-policy': "sandbox; default-src 'none'",
      'cache-control': 'private, max-age=31536000, immutable',
    });
    await pipeline(kept.body, response).catch((error: unknown) => {
      if (!response.destroyed) log.warn({ error: String(error) }, 'a file could not be given');
    });
  }

  router.put('/rooms/:roomId/files', guarded(core, take));
  router.get('/rooms/files/:fileId', guarded(core, give));
  return router;
}
