export type Locale = 'en' | 'es';
export type SessionType = 'video' | 'audio' | 'chat' | 'any';

export interface DemoSkill {
  slug: string;
  kind: 'teach' | 'learn';
  /** 1 to 10: teaching starts at 4, learning ends at 6. */
  level: number;
  /** `null` where years say nothing, as for a first language. */
  years: number | null;
  about: string | null;
}

export interface DemoGoal {
  /** The wish this goal is about: the slug of one of the learner's `learn` skills. */
  slug: string;
  title: string;
  description: string | null;
  inDays: number | null;
  /** Percent done. */
  progress: number;
}

export interface DemoAvailability {
  /** Local time, "18:00"; `to` before `from` means past midnight. */
  from: string;
  to: string;
  /** 0 is Sunday. */
  days: number[];
  isFlexible: boolean;
}

export interface DemoLearner {
  handle: string;
  displayName: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
  /** IANA name. */
  timezone: string;
  locale: Locale;
  /** ISO 639-1, first language first. */
  languages: string[];
  headline: string;
  bio: string;
  location: string;
  interests: string[];
  isOpenToMentoring: boolean;
  isSeekingMentor: boolean;
  sessionType: SessionType;
  availability: DemoAvailability;
  skills: DemoSkill[];
  goals: DemoGoal[];
}
