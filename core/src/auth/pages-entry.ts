import type { UserActor } from '../platform/actor.ts';

/** The pages that are a person's own. */
export const ownPages = ['sessions', 'inbox'] as const;
export type OwnPage = (typeof ownPages)[number];

/** What a browser on a person's own pages knows of whose they are. */
export const youOf = ({ userId, displayName, timezone, plan }: UserActor) => ({
  userId,
  displayName,
  timezone,
  mostSeats: plan.maxParticipantsPerRoom,
});
