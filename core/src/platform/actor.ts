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
}

/** Somebody in a browser who has not signed in. */
export interface GuestActor {
  kind: 'guest';
  locale: string;
  /** Whose calls are counted together: an address. */
  origin: string;
}

/** The house itself: a surface that vouches for its people, or a job. */
export interface SystemActor {
  kind: 'system';
  name: string;
}

export type Actor = UserActor | GuestActor | SystemActor;
