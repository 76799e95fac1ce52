import type { Database } from '../platform/db/database.ts';
import { type ProfileRow, profilesByIds } from './profiles.sql.ts';
import type { LevelledSkill, MatchProfile } from './rules/match-profile.ts';

/** What matching knows of these learners, by id. */
export async function loadProfiles(database: Database, userIds: readonly number[]): Promise<Map<number, MatchProfile>> {
  const rows = await database.query<ProfileRow>(profilesByIds, [userIds]);
  return new Map(rows.map((row) => [row.userId, profileOf(row)]));
}

export function profileOf(row: ProfileRow): MatchProfile {
  const teaches: LevelledSkill[] = [];
  const learns: LevelledSkill[] = [];
  for (const packed of row.skills?.split(',') ?? []) {
    const colon = packed.indexOf(':');
    const skill = { categoryId: Number(packed.slice(1, colon)), level: Number(packed.slice(colon + 1)) };
    (packed.startsWith('t') ? teaches : learns).push(skill);
  }
  return {
    userId: row.userId,
    teaches,
    learns,
    interests: numbers(row.interests),
    goals: numbers(row.goals),
    timezone: row.timezone,
    from: row.from,
    to: row.to,
    days: numbers(row.days),
    sessionType: row.sessionType,
  };
}

const numbers = (packed: string | null): number[] => (packed ? packed.split(',').map(Number) : []);
