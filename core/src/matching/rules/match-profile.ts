/** What matching needs to know of a learner; plain data without names. */
export interface MatchProfile {
  userId: number;
  teaches: readonly LevelledSkill[];
  learns: readonly LevelledSkill[];
  /** Category ids from the profile. */
  interests: readonly number[];
  /** Category ids that their active goals are about. */
  goals: readonly number[];
  /** IANA name; null where unknown. */
  timezone: string | null;
  /** Minutes after midnight in their own zone; null where they named no hours. */
  from: number | null;
  to: number | null;
  /** 0 is Sunday; empty where they named none, which means all. */
  days: readonly number[];
  sessionType: 'video' | 'audio' | 'chat' | 'any';
}

export interface LevelledSkill {
  categoryId: number;
  /** 1–10. */
  level: number;
}
