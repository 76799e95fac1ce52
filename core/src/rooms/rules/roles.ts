export type Role = 'host' | 'moderator' | 'participant';

const rank: Readonly<Record<Role, number>> = { host: 2, moderator: 1, participant: 0 };

/** RM-4: who leads may remove those below them; nobody removes themselves. */
export const mayRemove = (by: Role, whom: Role): boolean => rank[by] > rank[whom];

/** RM-5: who takes over: moderators before participants, among them who has been there longest. */
export function successor<P extends { role: Role; since: number }>(present: readonly P[]): P | null {
  const [first] = [...present].sort((a, b) => rank[b.role] - rank[a.role] || a.since - b.since);
  return first ?? null;
}
