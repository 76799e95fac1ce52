import type { Person } from '@echochat/activity-protocol/playground.ts';
import type { Core } from '@echochat/core/core.ts';
import type { CommandContext } from '../commands/context.ts';

/** Whom one may come as: learners whose name begins like `query`, then those who teach the skill that it names. */
export async function findPersons(core: Core, query: string, limit: number): Promise<Person[]> {
  const guest = core.as({ kind: 'guest', locale: 'en', origin: 'playground' });
  const typed = query.slice(0, 80);
  const { people } = await guest.discovery.findPeople({ query: typed, limit });
  const { exact } = typed ? await guest.skills.suggestCategories({ query: typed, limit: 1 }) : { exact: null };
  const skilled = exact
    ? await guest.discovery.searchBySkill({ categoryId: exact.id, type: 'teach', limit })
    : { items: [] };
  const ids = new Set([...people, ...skilled.items].map(({ userId }) => userId));
  return Promise.all([...ids].slice(0, limit).map((userId) => personOf(guest, userId)));
}

/** Somebody who is here already, as the page shows them. */
export const personFor = (ctx: CommandContext): Promise<Person> =>
  personOf(ctx.api, ctx.actor.userId, !ctx.actor.isOnboarded);

async function personOf(api: CommandContext['api'], userId: number, isNewcomer = false): Promise<Person> {
  const profile = await api.skills.getUserProfile({ userId });
  const named = (type: 'teach' | 'learn') =>
    profile.skills
      .filter((skill) => skill.type === type)
      .map(({ category }) => ({ name: category.name, icon: category.icon }));
  return {
    handle: profile.handle,
    displayName: profile.displayName,
    ...(profile.avatarUrl === null ? {} : { avatarUrl: profile.avatarUrl }),
    ...(profile.headline === null ? {} : { headline: profile.headline }),
    ...(profile.timezone === null ? {} : { timezone: profile.timezone }),
    teaches: named('teach'),
    learns: named('learn'),
    isNewcomer,
  };
}
