import type { UserId } from './ids.ts';

/** The permission strings of specification §7.1. */
export const permissions = [
  'skills:manage',
  'rooms:create',
  'rooms:host',
  'sessions:schedule',
  'resources:upload',
  'matching:unlimited',
  'verified:badge',
] as const;
export type Permission = (typeof permissions)[number];

/**
 * Permissions that no procedure asks for, and what decides in their place. They stand in the token, so that a page can say
 * what a plan gives; a second check beside the numbers that they are made of could only contradict them.
 */
export const decidedElsewhere: Partial<Record<Permission, string>> = {
  'rooms:host': 'how many people a room may hold is the plan’s maxParticipantsPerRoom, asked for by create-room',
  'resources:upload': 'everybody has it; what a room’s files may weigh is asked for by begin-upload',
  'matching:unlimited': 'the plan’s matches a day, which openAllowance reads; without limit is -1 there',
  'verified:badge': 'no badge is given yet',
};

/** What a plan limits per day (specification §7.2). */
export type AllowanceKind = 'matches' | 'rooms' | 'sessions' | 'resourceUploads';

export interface Plan {
  id: number;
  name: string;
  /** Per day; -1 is without limit. */
  perDay: Readonly<Record<AllowanceKind, number>>;
  apiCallsPerMinute: number;
  /** -1 is without limit. */
  maxSkills: number;
  /** Open at once; -1 is without limit. */
  maxRooms: number;
  maxParticipantsPerRoom: number;
  hasAdvancedMatching: boolean;
}

/** The procedures that a token opens, by path. With `own room` its input's `roomId` has to be the grant's. */
export type GrantedProcedures = Readonly<Record<string, 'any' | 'own room'>>;

/** What a browser's token stands for, beside the person. */
export interface BrowserGrant {
  sessionId: number;
  audience: 'room' | 'pages' | 'activity' | 'playground';
  /** The room that it is for; null where it is for none. */
  roomId: number | null;
  /** Null is everything. */
  procedures: GrantedProcedures | null;
  /** When the session ends for good, milliseconds since 1970. */
  endsAt: number;
}

/** A person, proven by a chat or a token. */
export interface UserActor {
  kind: 'user';
  via: 'discord' | 'slack' | 'playground' | 'browser';
  userId: UserId;
  role: 'user' | 'admin';
  handle: string;
  displayName: string;
  /** A locale tag as the chat gave it or the person chose it. */
  locale: string;
  /** IANA name; null until they said. */
  timezone: string | null;
  isOnboarded: boolean;
  /** Open to being matched. */
  isMatchable: boolean;
  plan: Plan;
  subscription: { planId: number; isActive: boolean; expiresAt: string | null } | null;
  permissions: ReadonlySet<Permission>;
  /** What the token that proved them is for; null where a chat did, or the server acts for them. */
  grant: BrowserGrant | null;
}

/** Somebody in a browser who has not signed in. */
export interface GuestActor {
  kind: 'guest';
  locale: string;
  /** Whose calls are counted together: an address. */
  origin: string;
  /** What their browser says that it is. */
  userAgent?: string;
}

/** The house itself: a surface that vouches for its people, or a job. */
export interface SystemActor {
  kind: 'system';
  name: string;
}

export type Actor = UserActor | GuestActor | SystemActor;
