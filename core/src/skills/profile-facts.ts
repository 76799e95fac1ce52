import type { ExtendedProfile } from '@echochat/prisma/client.ts';
import { shownAvatar } from '../safety/avatar.ts';

/** What a learner says of themselves, with what they have not said as null, empty or no. */
export const profileFacts = (profile: ExtendedProfile | null) => ({
  headline: profile?.headline ?? null,
  bio: profile?.bio ?? null,
  avatarUrl: shownAvatar(profile?.avatarUrl),
  location: profile?.location ?? null,
  website: profile?.website ?? null,
  linkedIn: profile?.linkedIn ?? null,
  github: profile?.github ?? null,
  languages: profile?.languages ?? [],
  interests: profile?.interests ?? [],
  isOpenToMentoring: profile?.isOpenToMentoring ?? false,
  isSeekingMentor: profile?.isSeekingMentor ?? false,
  preferredSessionType: profile?.preferredSessionType ?? ('any' as const),
});
