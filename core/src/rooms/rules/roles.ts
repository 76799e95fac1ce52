export type Role = 'host' | 'moderator' | 'participant';

/** Somebody's part in a room. */
export interface Part {
  role: Role;
  isOwner: boolean;
}

const rank: Readonly<Record<Role, number>> = { host: 2, moderator: 1, participant: 0 };
const rankOf = ({ role, isOwner }: Part): number => (isOwner ? 3 : rank[role]);

/** RM-4: who leads may remove those below them; nobody removes the owner, nor themselves. */
export const mayRemove = (by: Part, whom: Part): boolean => rankOf(by) > rankOf(whom);

/** RM-5: who takes over: moderators before participants, among them who has been there longest. */
export function successor<P extends { role: Role; since: number }>(present: readonly P[]): P | null {
  const [first] = [...present].sort((a, b) => rank[b.role] - rank[a.role] || a.since - b.since);
  return first ?? null;
}
