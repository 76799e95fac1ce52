import type { Person } from '@echochat/activity-protocol/playground.ts';
import type { Core } from '@echochat/core/core.ts';
import type { CommandContext } from '../commands/context.ts';

/** Whom one may come as: learners whose name begins like `query`, then those who teach the skill that it names. */
export async function findPersons(core: Core, query: string, limit: number): Promise<Person[]> {
  const system = core.as({ kind: 'system', name: 'playground' });
  const people = await system.discovery.findDemoPeople({ query: query.slice(0, 80), limit });
  return people.map((profile) => personOf(profile));
}

/** Somebody who is here already, as the page shows them. */
export async function personFor({ api, actor }: CommandContext): Promise<Person> {
  return personOf(await api.skills.getUserProfile({ userId: actor.userId }), !actor.isOnboarded);
}

type Profile = Awaited<ReturnType<CommandContext['api']['skills']['getUserProfile']>>;

function personOf(profile: Profile, isNewcomer = false): Person {
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
