import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from './clock.ts';
import { EchoError } from './errors.ts';

const minutes = { picture: 10, drawing: 10, file: 10, recap: 7 * 24 * 60 } as const;
/** What a link opens: one page's picture, one page as a file of Excalidraw, one file, or what was made in a room. */
export type LinkKind = keyof typeof minutes;

const link = z.object({
  kind: z.string(),
  userId: z.number().int().positive(),
  roomId: z.number().int().positive(),
  /** The page's or the file's; 0 where the room is all there is to name. */
  id: z.number().int().min(0),
  exp: z.number().int(),
});
/** Whose link it is, and what it opens. */
export type LinkSubject = Omit<z.infer<typeof link>, 'kind' | 'exp'>;

/**
 * Keys that stand in addresses, where proxies and histories see them: each opens one thing, for one person, for minutes.
 * What a key opens is asked of the rows each time, so one stops as soon as its person may not see the thing any more.
 */
export interface SignedLinks {
  sign(kind: LinkKind, subject: LinkSubject): string;
  /** Throws not_signed_in for anything but a key of ours of this kind, unexpired. */
  verify(kind: LinkKind, key: string): LinkSubject;
}

export function openSignedLinks(authSecret: string, clock: Clock): SignedLinks {
  const secret = Buffer.from(hkdfSync('sha256', authSecret, 'echochat', 'signed links', 32));
  const seconds = () => Math.floor(clock.now().epochMilliseconds / 1_000);
  const macOf = (body: string) => createHmac('sha256', secret).update(body).digest();

  return {
    sign(kind, { userId, roomId, id }) {
      const said: z.infer<typeof link> = { kind, userId, roomId, id, exp: seconds() + 60 * minutes[kind] };
      const body = Buffer.from(JSON.stringify(said)).toString('base64url');
      return `${body}.${macOf(body).toString('base64url')}`;
    },
    verify(kind, key) {
      const [body = '', mac = '', ...rest] = key.split('.');
      const given = Buffer.from(mac, 'base64url');
      const own = macOf(body);
      if (rest.length > 0 || given.length !== own.length || !timingSafeEqual(given, own)) throw refused();
      // Signed by us, so it is JSON.
      const said = link.safeParse(JSON.parse(Buffer.from(body, 'base64url').toString())).data;
      if (said?.kind !== kind || said.exp <= seconds()) throw refused();
      return { userId: said.userId, roomId: said.roomId, id: said.id };
    },
  };
}

const refused = () => new EchoError('not_signed_in');
