import { withdrawLinkRequests } from '../auth/linking/withdraw-link-requests.ts';
import { partedPair, partPair, rejoinPair } from '../matching/part-pair.ts';
import type { Tx } from '../platform/db/database.ts';
import { EchoError } from '../platform/errors.ts';
import type { Services } from '../platform/services.ts';
import { fromDate, toDate } from '../platform/time.ts';
import { withdrawInvitations } from '../rooms/withdraw-invitations.ts';
import { partPeople } from '../sessions/part-people.ts';
import type { NamedPerson } from './person-ref.ts';

/** SF-7: as many as one person blocks. */
export const maxBlocks = 500;
/** SF-8: so long a block can be undone as if it had not been. */
export const undoSeconds = 10;

/**
 * SF-6: `by` wants nothing to do with somebody any more: what the two had ends with it, in the caller's transaction, and
 * the other is told nothing. Doing it again changes nothing. Throws block_limit.
 */
export async function blockPerson(tx: Tx, services: Services, by: number, person: NamedPerson): Promise<void> {
  // Blocks of one person wait for each other here, so that they are counted. No row is locked for it: who accepts a match
  // holds the match first and then the people.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('blocks:' || ${by}::text, 0))`;
  const now = toDate(services.clock.now());
  const { identity, userId } = person;
  if (identity) await writeIdentity(tx, by, person, now);
  if (userId === null) return;
  const knownAs = identity ? null : (person.name ?? '');
  const pair = { blockerId: by, blockedId: userId };
  const known = await tx.block.findUnique({ where: { blockerId_blockedId: pair } });
  if (known?.knownAs === null && knownAs !== null) await requireRoom(tx, by);
  if (known) {
    await tx.block.update({ where: { id: known.id }, data: { knownAs: known.knownAs ?? knownAs } });
    return;
  }
  if (knownAs !== null) await requireRoom(tx, by);
  const ended = await partPair(tx, by, userId, now);
  const { id } = await tx.block.create({ data: { ...pair, knownAs, ended, createdAt: now } });
  await withdrawInvitations(tx, services, by, userId);
  await withdrawLinkRequests(tx, by, userId);
  await partPeople(tx, services, by, userId);
  await services.events.emit(tx, `person-blocked:${id}`, { type: 'person.blocked', v: 1, by, to: userId });
}

async function writeIdentity(tx: Tx, blockerId: number, { identity, name }: NamedPerson, now: Date): Promise<void> {
  if (!identity) return;
  const { platform, workspaceId, externalId } = identity;
  const who = { blockerId, platform, workspaceId, externalId };
  const known = await tx.blockedIdentity.findFirst({ where: who });
  if (known) return;
  await requireRoom(tx, blockerId);
  await tx.blockedIdentity.create({ data: { ...who, name, createdAt: now } });
}

async function requireRoom(tx: Tx, blockerId: number): Promise<void> {
  const people = await tx.block.count({ where: { blockerId, knownAs: { not: null } } });
  const identities = await tx.blockedIdentity.count({ where: { blockerId } });
  if (people + identities >= maxBlocks) throw new EchoError('block_limit', { limit: maxBlocks });
}

/**
 * SF-8: takes away the blocks of these accounts that nothing stands for any more: neither a name in the list nor a blocked
 * identity of theirs. One that was made seconds ago is undone with what ended by it.
 */
export async function liftBlocks(tx: Tx, services: Services, by: number, userIds: readonly number[]): Promise<void> {
  const lifted = await tx.$queryRaw<Lifted[]>`DELETE FROM blocks k
    WHERE k.blocker_id = ${by} AND k.blocked_id = ANY(${[...userIds]}::int[]) AND k.known_as IS NULL
      AND NOT EXISTS (SELECT 1 FROM blocked_identities b JOIN identities i ON i.user_id = k.blocked_id
        AND i.platform = b.platform AND i.workspace_id = b.workspace_id AND i.external_id = b.external_id
        WHERE b.blocker_id = ${by})
    RETURNING k.id, k.blocked_id AS "to", k.created_at AS "at", k.ended, EXISTS (SELECT 1 FROM blocks o
      WHERE o.blocker_id = k.blocked_id AND o.blocked_id = k.blocker_id) AS "isMutual"`;
  for (const { id, to, at, ended, isMutual } of lifted) {
    await services.events.emit(tx, `person-unblocked:${id}`, { type: 'person.unblocked', v: 1, by, to });
    const parted = partedPair.safeParse(ended);
    const until = fromDate(at).add({ seconds: undoSeconds });
    const isInTime = Temporal.Instant.compare(services.clock.now(), until) <= 0;
    if (parted.success && isInTime && !isMutual) await rejoinPair(tx, by, parted.data);
  }
}

interface Lifted {
  id: number;
  to: number;
  at: Date;
  ended: unknown;
  /** The other has blocked them too. */
  isMutual: boolean;
}
