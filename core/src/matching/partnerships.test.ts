import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestCore, type Person, type TestCore } from '../../../test/core.ts';
import { forgetJobs, waitingEvents } from '../../../test/jobs.ts';
import { refusalCode } from '../../../test/refusal.ts';
import { matchRow, partnershipRow } from '../../../test/rows.ts';

let core: TestCore;
let ana: Person;
let kei: Person;
beforeAll(async () => {
  core = await openTestCore();
});
afterAll(() => core.close());
beforeEach(async () => {
  await core.services.database.prisma.user.deleteMany();
  await forgetJobs(core);
  ana = await core.learner('Ana', { teaches: { Guitar: 7 }, learns: { Python: 2, Chess: 1 } });
  kei = await core.learner('Kei', { teaches: { Python: 6 }, learns: { Guitar: 3 }, timezone: 'Asia/Tokyo' });
});

/** As who named no hours is counted, but said. */
const sayHours = (...people: Person[]) =>
  core.services.database.prisma.userAvailability.updateMany({
    where: { userId: { in: people.map(({ userId }) => userId) } },
    data: {
      preferredTimeStart: new Date('1970-01-01T09:00:00Z'),
      preferredTimeEnd: new Date('1970-01-01T21:00:00Z'),
    },
  });

describe('partners', () => {
  test('are shown with what each teaches and the hours they share, whoever was active last first', async () => {
    const old = await core.newcomer('Old');
    const ended = await core.newcomer('Ended');
    await partnershipRow(core, ana.userId, old.userId, { lastActiveAt: new Date('2027-01-01'), status: 'paused' });
    await partnershipRow(core, ana.userId, kei.userId, { lastActiveAt: new Date('2027-02-01') });
    await partnershipRow(core, ana.userId, ended.userId, { status: 'ended' });
    await sayHours(ana, kei);
    const [first, second, ...others] = await (await ana.api()).matching.getPartnerships();
    expect(first).toMatchObject({ them: { handle: 'kei' }, hoursApart: 9, sharedHours: 21, mostlyAt: 'morning' });
    expect(first?.theyTeach.map(({ category }) => category.name)).toEqual(['Python']);
    expect(first?.youTeach.map(({ category }) => category.name)).toEqual(['Guitar']);
    expect(second).toMatchObject({ them: { handle: 'old' }, status: 'paused', sharedHours: null });
    expect(others).toEqual([]);
  });
});

describe('where a partner is on chats', () => {
  test('is told to the two while it lasts, and to nobody else', async () => {
    const { prisma } = core.services.database;
    const there = { platform: 'slack', workspaceId: 'T1', externalId: 'U1' } as const;
    await prisma.identity.create({ data: { ...there, userId: kei.userId, handle: 'kei', displayName: 'Kei' } });
    const { id: partnershipId } = await partnershipRow(core, ana.userId, kei.userId);
    const asked = async (person: Person) => (await person.api()).matching.getPartnerChats({ partnershipId });
    // Where they try EchoChat out is no chat.
    expect(await asked(ana)).toEqual([there]);
    expect(await asked(kei)).toEqual([]);
    expect(await refusalCode(asked(await core.newcomer('Stranger')))).toBe('partnership_not_found');
    const block = await prisma.block.create({ data: { blockerId: kei.userId, blockedId: ana.userId } });
    expect(await refusalCode(asked(ana))).toBe('partnership_not_found');
    await prisma.block.delete({ where: { id: block.id } });
    await prisma.learningPartnership.update({ where: { id: partnershipId }, data: { status: 'ended' } });
    expect(await refusalCode(asked(ana))).toBe('partnership_not_found');
  });
});

describe('ME-2: the reason', () => {
  test('ME-2: says what each can teach, the shared hours, the distance and what is missing', async () => {
    await sayHours(ana, kei);
    const { id: matchId } = await matchRow(core, ana.userId, kei.userId);
    const match = await (await ana.api()).matching.explainMatch({ matchId });
    expect(match.reason).toEqual([
      'Kei can teach you Python; you can teach Kei Guitar.',
      '21 shared hours a week, 9 hours apart. Missing: Chess.',
    ]);
    expect(match).toMatchObject({ youStillMiss: ['Chess'], theyStillMiss: [] });
  });

  test('ME-1: hours are told where both have said them, else that they are not known', async () => {
    const { id: matchId } = await matchRow(core, ana.userId, kei.userId);
    const unknown = { sharedHours: null, mostlyAt: null, hoursApart: 9 };
    for (const said of [[], [kei]]) {
      await sayHours(...said);
      const match = await (await ana.api()).matching.explainMatch({ matchId });
      expect(match).toMatchObject(unknown);
      expect(match.reason[1]).toBe('Shared hours not known yet, 9 hours apart. Missing: Chess.');
    }
    await sayHours(ana);
    expect(await (await ana.api()).matching.explainMatch({ matchId })).toMatchObject({ sharedHours: 21 });
  });

  test.each([
    [{ Guitar: 7 }, { Python: 2 }, 'Kei can teach you Python; you can teach Kei Guitar.'],
    [{ Guitar: 7 }, { Chess: 2 }, 'You can teach Kei Guitar; what you want to learn is not among what they teach.'],
    [{ Chess: 7 }, { Python: 2 }, 'Kei can teach you Python; what you teach is not on their list yet.'],
  ])('ME-2: says what goes one way alone: %j, %j', async (teaches, learns, said) => {
    const asker = await core.learner('Asker', { teaches, learns });
    const { id: matchId } = await matchRow(core, asker.userId, kei.userId);
    expect((await (await asker.api()).matching.explainMatch({ matchId })).reason[0]).toBe(said);
  });

  test('ME-2: is said in the language of who reads it', async () => {
    await sayHours(ana, kei);
    const { id: matchId } = await matchRow(core, ana.userId, kei.userId);
    await (await kei.api()).auth.updateSettings({ language: 'es' });
    const { reason } = await (await kei.api()).matching.explainMatch({ matchId });
    expect(reason[0]).toBe('Ana puede enseñarte Guitarra; tú puedes enseñarle Python.');
    expect(reason[1]).toContain('21 horas en común a la semana, 9 horas de diferencia.');
  });

  test('ME-2: follows what has changed since the match was made', async () => {
    await sayHours(ana, kei);
    const { id: matchId } = await matchRow(core, ana.userId, kei.userId);
    await (await kei.api()).profile.updateAvailability({ timezone: 'Europe/Lisbon' });
    await core.services.database.prisma.userAvailability.deleteMany({ where: { userId: ana.userId } });
    const match = await (await ana.api()).matching.explainMatch({ matchId });
    expect(match).toMatchObject({ sharedHours: null, hoursApart: null });
    expect(match.reason[1]).toMatch(/^Shared hours unknown/);
  });
});

describe('what a partner says', () => {
  const feedback = { rating: 4, comment: ' Patient ', wouldRecommend: true };

  test('is kept and told to the other; said again within a day it changes, later it is new', async () => {
    const { id: partnershipId } = await partnershipRow(core, ana.userId, kei.userId);
    const give = async (rating: number) =>
      (await ana.api()).matching.giveFeedback({ ...feedback, partnershipId, rating });
    const first = await give(4);
    expect(first.changed).toBe(false);
    expect(await waitingEvents(core)).toEqual([
      { type: 'feedback.given', v: 1, feedbackId: first.feedbackId, to: kei.userId },
    ]);
    core.clock.advance({ hours: 23 });
    expect(await give(5)).toEqual({ feedbackId: first.feedbackId, changed: true });
    core.clock.advance({ hours: 1 });
    expect((await give(3)).changed).toBe(false);
    expect(await waitingEvents(core)).toHaveLength(2);
    const rows = await core.services.database.prisma.partnershipFeedback.findMany({ orderBy: { id: 'asc' } });
    expect(rows).toMatchObject([{ rating: 5, comment: 'Patient' }, { rating: 3 }]);
  });

  test('pressed twice in the same instant counts once', async () => {
    const { id: partnershipId } = await partnershipRow(core, ana.userId, kei.userId);
    const actor = await ana.actor();
    const press = () => core.as(actor).matching.giveFeedback({ ...feedback, partnershipId });
    const answers = await Promise.all([press(), press(), press()]);
    expect(new Set(answers.map(({ feedbackId }) => feedbackId)).size).toBe(1);
    expect(await waitingEvents(core)).toHaveLength(1);
  });

  test('is for one’s own partnerships, from one star to five', async () => {
    const { id: partnershipId } = await partnershipRow(core, ana.userId, kei.userId);
    const other = (await (await core.newcomer('Other')).api()).matching;
    expect(await refusalCode(other.giveFeedback({ ...feedback, partnershipId }))).toBe('partnership_not_found');
    const mine = (await ana.api()).matching;
    for (const rating of [0, 6, 4.5])
      expect(await refusalCode(mine.giveFeedback({ ...feedback, partnershipId, rating }))).toBe('invalid_input');
  });
});
