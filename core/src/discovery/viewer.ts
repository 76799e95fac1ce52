import type { Actor } from '../platform/actor.ts';

/** Who is looking, for hiding the blocked; null for somebody not signed in. */
export const viewerId = (actor: Actor): number | null => (actor.kind === 'user' ? actor.userId : null);
