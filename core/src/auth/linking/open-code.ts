import type { LinkCode } from '@echochat/prisma/client.ts';
import type { Tx } from '../../platform/db/database.ts';
import { EchoError } from '../../platform/errors.ts';
import { toDate } from '../../platform/time.ts';
import { pairsApart } from '../../safety/apart.ts';
import { linkCodeHash } from '../rules/link-code.ts';

/** Tries at codes a minute: a guess has no hope within a code's ten minutes. */
export const triesPerMinute = 10;

/**
 * The code that somebody has typed, unused, for two accounts that may be joined. Throws `link_code_invalid` (wrong, used,
 * expired, of somebody who is blocked), `link_code_own`, and `link_networks` where one of the two is for trying EchoChat and the other is real.
 */
export async function openCode(tx: Tx, code: string, userId: number, now: Temporal.Instant): Promise<LinkCode> {
  const found = await tx.linkCode.findFirst({
    where: { codeHash: linkCodeHash(code), usedAt: null, expiresAt: { gt: toDate(now) } },
  });
  if (!found) throw new EchoError('link_code_invalid');
  if (found.userId === userId) throw new EchoError('link_code_own');
  await requireOneNetwork(tx, found.userId, userId);
  // Told alike: neither hears from the other by a code, nor that they are blocked.
  if ((await pairsApart(tx, [found.userId, userId])).length > 0) throw new EchoError('link_code_invalid');
  return found;
}

/** Throws `link_networks`; `link_code_invalid` where one of the two is gone. */
export async function requireOneNetwork(tx: Tx, one: number, other: number): Promise<void> {
  const both = await tx.user.findMany({
    where: { id: { in: [one, other] }, deletedAt: null },
    select: { network: true },
  });
  if (both.length < 2) throw new EchoError('link_code_invalid');
  if (both[0]?.network !== both[1]?.network) throw new EchoError('link_networks');
}
