import type { Person, TestCore } from './core.ts';

let made = 0;

/**
 * An older account, somebody else's, and a younger one, in the order of their ids, so that what the younger one has
 * with the other turns around when the two are joined.
 */
export async function accountsToJoin(core: TestCore) {
  made += 1;
  const older = await core.newcomer(`older${made}`);
  const third = await core.newcomer(`third${made}`);
  const younger = await core.newcomer(`younger${made}`);
  return { older, third, younger, join: () => join(older, younger) };
}

/** Joins two accounts; the one that is older by its id stays. */
export async function join(maker: Person, typist: Person): Promise<{ userId: number; absorbedId: number }> {
  const { code } = await (await maker.api()).auth.startLink();
  const { requestId } = await (await typist.api()).auth.completeLink({ code });
  const { userId, absorbedId } = await (await maker.api()).auth.confirmLink({ requestId });
  return { userId, absorbedId };
}
