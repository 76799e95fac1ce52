import type { Database } from '../platform/db/database.ts';
import type { SkillTree } from '../skills/tree.ts';
import { maxActivePartnerships, maxOpenMatches, rematchAfterDays } from './limits.ts';
import { profileOf } from './load-profiles.ts';
import { candidatesBeyond, candidatesFor, type ProfileRow } from './profiles.sql.ts';
import { teachableCloseness } from './rules/complementarity.ts';
import type { LevelledSkill, MatchProfile } from './rules/match-profile.ts';

/**
 * Everyone who may be proposed to a person (MF-1 to MF-4, MF-6) and who teaches or wants something near to what the person
 * wants or teaches; scoring then settles MF-5. Whoever makes this faster keeps the answer: tests compare it with a
 * filter over everyone.
 */
export async function findCandidates(
  database: Database,
  tree: SkillTree,
  person: MatchProfile,
  now: Temporal.Instant,
  /** Those outside of their communities in place of those whom they may see. */
  isBeyond = false,
): Promise<MatchProfile[]> {
  const near = (skills: readonly LevelledSkill[]) => [
    ...new Set(skills.flatMap((skill) => tree.neighbourIds(skill.categoryId, teachableCloseness))),
  ];
  const closedSince = now.subtract({ hours: rematchAfterDays * 24 });
  const rows = await database.query<ProfileRow>(isBeyond ? candidatesBeyond : candidatesFor, [
    person.userId,
    near(person.learns),
    near(person.teaches),
    now.toString(),
    closedSince.toString(),
    maxActivePartnerships,
    maxOpenMatches,
  ]);
  return rows.map(profileOf);
}
