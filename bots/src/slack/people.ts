import { isTimeZone } from '@echochat/core/platform/time.ts';
import { z } from 'zod';
import { patiently } from './calls.ts';
import type { Workspaces } from './workspaces.ts';

/** What Slack knows of a member, as far as a command needs it. */
export interface Member {
  handle: string;
  displayName: string;
  avatarUrl?: string;
  locale?: string;
  timezone?: string;
  /** Null where Slack could not be asked: nobody's part in a community is changed by that. */
  isOrganiser: boolean | null;
}

const text = z.string().trim().min(1).optional().catch(undefined);
const answer = z.object({
  user: z.object({
    name: text,
    real_name: text,
    locale: text,
    tz: text,
    is_admin: z.boolean().catch(false),
    is_owner: z.boolean().catch(false),
    profile: z
      .object({
        display_name: text,
        real_name: text,
        image_192: z
          .url({ protocol: /^https$/ })
          .optional()
          .catch(undefined),
      })
      .catch({}),
  }),
});

const keptMs = 10 * 60_000;
const maxKept = 20_000;
/** Who waits for a form has three seconds in all. */
const deadlineMs = 900;

export interface People {
  /** What is known of a member, in at most 0.9 s. Where Slack does not say, it is what the payload called them. */
  find(teamId: string, userId: string, calledInPayload: string): Promise<Member>;
  /** The locale of a member who was found before, for what must be said at once. */
  localeOf(teamId: string, userId: string): string | undefined;
}

/** Members, looked up once in ten minutes. */
export function openPeople(workspaces: Workspaces): People {
  const kept = new Map<string, { until: number; member: Promise<Member | null> }>();
  const locales = new Map<string, string>();

  async function lookUp(teamId: string, userId: string): Promise<Member> {
    const found = await patiently(() =>
      workspaces.call(teamId, (client) => client.users.info({ user: userId, include_locale: true })),
    );
    return memberOf(answer.parse(found));
  }

  function remembered(teamId: string, userId: string): Promise<Member | null> {
    const key = `${teamId} ${userId}`;
    const known = kept.get(key);
    if (known && known.until > Date.now()) return known.member;
    kept.delete(key);
    // A failure is not remembered: the next word asks again.
    const member = lookUp(teamId, userId).then(
      (found) => {
        if (found.locale) remember(locales, key, found.locale);
        return found;
      },
      () => {
        kept.delete(key);
        return null;
      },
    );
    remember(kept, key, { until: Date.now() + keptMs, member });
    return member;
  }

  return {
    async find(teamId, userId, called) {
      const name = called || userId;
      const late = Promise.withResolvers<null>();
      const timer = setTimeout(() => late.resolve(null), deadlineMs);
      const found = await Promise.race([remembered(teamId, userId), late.promise]);
      clearTimeout(timer);
      return found ?? { handle: name, displayName: name, isOrganiser: null };
    },
    localeOf: (teamId, userId) => locales.get(`${teamId} ${userId}`),
  };
}

/** Keeps a value, and of too many the latest. */
function remember<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key);
  map.set(key, value);
  for (const oldest of map.keys()) {
    if (map.size <= maxKept) break;
    map.delete(oldest);
  }
}

function memberOf({ user }: z.output<typeof answer>): Member {
  const { profile, name, real_name: realName, locale, tz } = user;
  const displayName = profile.display_name ?? profile.real_name ?? realName ?? name ?? 'learner';
  return {
    handle: name ?? displayName,
    displayName,
    isOrganiser: user.is_admin || user.is_owner,
    ...(profile.image_192 ? { avatarUrl: profile.image_192 } : {}),
    ...(locale ? { locale } : {}),
    ...(tz && isTimeZone(tz) ? { timezone: tz } : {}),
  };
}
