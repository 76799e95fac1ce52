import { z } from 'zod';
import type { Permission, Plan } from '../platform/actor.ts';
import type { PlanRow } from './account.sql.ts';

const features = z.object({
  roomsPerDay: z.number().int(),
  sessionsPerDay: z.number().int(),
  resourceUploadsPerDay: z.number().int(),
  apiCallsPerMinute: z.number().int().positive(),
});

/** The limits that a row of subscription_plans sets. */
export function planOf(row: PlanRow): Plan {
  const { roomsPerDay, sessionsPerDay, resourceUploadsPerDay, apiCallsPerMinute } = features.parse(row.features);
  return {
    id: row.id,
    name: row.name,
    perDay: {
      matches: row.maxMatchesPerDay,
      rooms: roomsPerDay,
      sessions: sessionsPerDay,
      resourceUploads: resourceUploadsPerDay,
    },
    apiCallsPerMinute,
    maxSkills: row.maxSkills,
    maxRooms: row.maxRooms,
    maxParticipantsPerRoom: row.maxParticipantsPerRoom,
    hasAdvancedMatching: row.hasAdvancedMatching,
  };
}

const everyone: readonly Permission[] = ['skills:manage', 'rooms:create', 'sessions:schedule', 'resources:upload'];

/** What an account may do (specification §7.1): from its plan's row, never from a token. */
export function permissionsOf(row: PlanRow, role: 'user' | 'admin'): ReadonlySet<Permission> {
  const paid = row.name !== 'free' || role === 'admin';
  const granted = new Set<Permission>(everyone);
  if (paid) granted.add('rooms:host');
  if (row.maxMatchesPerDay < 0 || role === 'admin') granted.add('matching:unlimited');
  if (row.hasVerifiedBadges || role === 'admin') granted.add('verified:badge');
  return granted;
}
