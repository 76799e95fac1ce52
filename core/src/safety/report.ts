import type { Report } from '@echochat/prisma/client.ts';
import { z } from 'zod';
import type { Tx } from '../platform/db/database.ts';
import { EchoError } from '../platform/errors.ts';
import { rowId } from '../platform/ids.ts';
import { protectedProcedure, type UserContext } from '../platform/procedures.ts';
import { text } from '../platform/text.ts';
import { fromDate, toDate } from '../platform/time.ts';
import { blockPerson } from './block-person.ts';
import { findNamed, type NamedPerson, personRef } from './person-ref.ts';
import { reportReasons } from './report-reasons.ts';
import { reportSubject, seenAt, subjectColumns } from './report-subject.ts';

/** SF-11: things that one person reports in 24 hours. */
export const maxReportsADay = 10;
/** SF-10: so long what they report of the same person is part of one report. */
const togetherMinutes = 60;

const input = z.object({
  /** Of a room or a session its host, where nobody is named. */
  person: personRef.optional(),
  reason: z.enum(reportReasons),
  /** In their own words. */
  details: text(1_000).default(''),
  about: reportSubject.default({ kind: 'person' }),
  /** The community where it was said or seen. */
  communityId: rowId.optional(),
  alsoBlock: z.boolean().default(false),
});
type Input = z.output<typeof input>;

/**
 * SF-9: asks for help about somebody, who never learns of it. It goes to the organisers of the community in which it was
 * seen, else to who runs EchoChat. What is said of the same person within an hour is added to the open report. Throws
 * person_not_found, that_is_you, room_not_found, session_not_found, report_limit, block_limit.
 */
export const report = protectedProcedure.input(input).mutation(async ({ ctx, input }) => {
  const { actor, services } = ctx;
  return services.database.transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('reports:' || ${actor.userId}::text, 0))`;
    const seen = await seenAt(tx, ctx, input.about);
    const ref = input.person ?? (seen.hostId === null ? null : { userId: seen.hostId });
    if (!ref) throw new EchoError('person_not_found');
    const person = await findNamed(tx, actor.userId, ref);
    const open = await openReport(tx, ctx, person);
    const isKnown = open !== null && (await isSaid(tx, open.id, input));
    if (!isKnown) {
      await requireLeft(tx, ctx);
      const made = open ?? (await create(tx, ctx, person, await communityOf(tx, ctx, input, seen.communityId, person)));
      await addItem(tx, ctx, made, input);
    }
    if (input.alsoBlock) await blockPerson(tx, services, actor.userId, person);
    return { name: person.name, isAdded: open !== null, isBlocked: input.alsoBlock };
  });
});

const who = ({ userId, identity }: NamedPerson) =>
  identity
    ? { platform: identity.platform, workspaceId: identity.workspaceId, externalId: identity.externalId }
    : { reportedId: userId };

/** The open report of the same person that the actor made within the hour. */
async function openReport(tx: Tx, { actor, services }: UserContext, person: NamedPerson): Promise<Report | null> {
  const since = toDate(services.clock.now().subtract({ minutes: togetherMinutes }));
  const same = person.userId === null ? who(person) : { OR: [{ reportedId: person.userId }, who(person)] };
  return tx.report.findFirst({
    where: { reporterId: actor.userId, status: 'open', createdAt: { gt: since }, ...same },
    orderBy: { id: 'asc' },
  });
}

/** Whether a report has this very thing in it already, with nothing new said of it. */
async function isSaid(tx: Tx, reportId: number, { reason, details, about }: Input): Promise<boolean> {
  const items = await tx.reportItem.findMany({ where: { reportId, reason, ...subjectColumns(about) } });
  return items.some((item) => details === '' || item.details === details);
}

async function requireLeft(tx: Tx, { actor, services }: UserContext): Promise<void> {
  const since = toDate(services.clock.now().subtract({ hours: 24 }));
  const items = await tx.reportItem.findMany({
    where: { report: { reporterId: actor.userId }, createdAt: { gt: since } },
    select: { createdAt: true },
    orderBy: { createdAt: 'asc' },
  });
  const [oldest] = items;
  if (!oldest || items.length < maxReportsADay) return;
  const at = fromDate(oldest.createdAt).add({ hours: 24 }).epochMilliseconds;
  throw new EchoError('report_limit', { limit: maxReportsADay, at });
}

/**
 * The community in which it was seen: that of the room or session, or the one that a surface names and the actor belongs
 * to; where nothing says it, the only one that both belong to. Null for who runs EchoChat.
 */
async function communityOf(
  tx: Tx,
  { actor }: UserContext,
  { communityId }: Input,
  ofRoom: number | null,
  { userId }: NamedPerson,
): Promise<number | null> {
  const mine = { leftAt: null, memberships: { some: { userId: actor.userId, leftAt: null } } };
  const named = ofRoom ?? communityId;
  if (named !== undefined) {
    const community = await tx.community.findFirst({ where: { id: named, ...mine }, select: { id: true } });
    if (community) return community.id;
  }
  if (userId === null) return null;
  const shared = await tx.community.findMany({
    where: { AND: [mine, { memberships: { some: { userId, leftAt: null } } }] },
    select: { id: true },
    take: 2,
  });
  return shared.length === 1 ? (shared[0]?.id ?? null) : null;
}

async function create(
  tx: Tx,
  { actor, services }: UserContext,
  person: NamedPerson,
  communityId: number | null,
): Promise<Report> {
  const createdAt = toDate(services.clock.now());
  return tx.report.create({
    data: {
      reporterId: actor.userId,
      reportedId: person.userId,
      name: person.name,
      communityId,
      createdAt,
      ...who(person),
    },
  });
}

async function addItem(tx: Tx, { services }: UserContext, { id: reportId }: Report, input: Input): Promise<void> {
  const { reason, details, about } = input;
  const createdAt = toDate(services.clock.now());
  const item = await tx.reportItem.create({
    data: { reportId, reason, details: details === '' ? null : details, createdAt, ...subjectColumns(about) },
  });
  await services.events.emit(tx, `report-made:${item.id}`, { type: 'report.made', v: 1, reportId });
}
