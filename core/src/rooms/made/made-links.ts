import type { UserContext } from '../../platform/procedures.ts';
import type { MadeView } from './made-view.ts';

/** What was made, with the addresses of its pictures and files: each for this person, and for some minutes. */
export function withLinks(ctx: UserContext, made: MadeView) {
  const { links } = ctx.services;
  const owned = { userId: ctx.actor.userId, roomId: made.room.id };
  const keyed = (path: string, key: string): string => `${path}?${new URLSearchParams({ key })}`;
  return {
    ...made,
    pages: made.pages.map((page) => ({
      ...page,
      picture: keyed(`/made/${page.id}.png`, links.sign('picture', { ...owned, id: page.id })),
      drawing: keyed(`/made/${page.id}.excalidraw`, links.sign('drawing', { ...owned, id: page.id })),
    })),
    files: made.files.map((file) => ({
      ...file,
      path: keyed(`/rooms/files/${file.id}`, links.sign('file', { ...owned, id: file.id })),
    })),
  };
}
