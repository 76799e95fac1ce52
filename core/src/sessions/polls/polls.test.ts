import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestCore, type Person, type TestCore, testNow } from '../../../../test/core.ts';
import { forgetJobs, waitingEvents } from '../../../../test/jobs.ts';
import { refusalCode } from '../../../../test/refusal.ts';
import { community } from '../../../../test/rows.ts';
import { recordNotices } from '../../notifications/record-notices.ts';
import type { PollView } from './poll-view.ts';
import { settleOverdue, settlePolls } from './settle-poll.ts';

let core: TestCore;
let ana: Person;
let bo: Person;
let cy: Person;
let dee: Person;

beforeAll(async () => {
  core = await openTestCore();
  [ana, bo, cy, dee] = [
    await core.newcomer('Ana'),
    await core.newcomer('Bo'),
    await core.newcomer('Cy'),
    await core.newcomer('Dee'),
  ];
  await community(core, [ana, bo, cy, dee]);
});
afterAll(() => core.close());
beforeEach(async () => {
  const { prisma } = core.services.database;
  for (const rows of [
    prisma.sessionPoll,
    prisma.scheduledSession,
    prisma.notification,
    prisma.usageCounter,
    prisma.actionCount,
    prisma.block,
  ])
    await Reflect.apply(rows.deleteMany, rows, []);
  await forgetJobs(core);
  core.clock.advance(Temporal.Instant.from(testNow).since(core.clock.now()));
});

const inHours = (hours: number) => new Date(core.clock.now().add({ hours }).epochMilliseconds);
const sessionsOf = async (who: Person) => (await who.api()).sessions;

/** Ana asks Bo and Cy about three hours, the second of which seemed best. */
async function ask(hours = [60, 50, 70]): Promise<PollView> {
  const { openPoll } = await sessionsOf(ana);
  return openPoll({ title: 'Trio', userIds: [bo.userId, cy.userId], hours: hours.map(inHours) });
}
async function answer(who: Person, poll: PollView, ...places: number[]): Promise<PollView> {
  const { answerPoll } = await sessionsOf(who);
  return answerPoll({ pollId: poll.id, hourIds: places.flatMap((place) => poll.hours[place]?.id ?? []) });
}
/** "accepted" and so on of each, by first letter. */
async function standings(poll: PollView): Promise<string> {
  const { getSession } = await sessionsOf(ana);
  const { people } = await getSession({ sessionId: poll.sessionId ?? 0 });
  return people.map(({ displayName, status }) => `${displayName.at(0)} ${status}`).join(', ');
}
async function kindsOf(who: Person): Promise<string[]> {
  for (const event of await waitingEvents(core))
    if (recordNotices.handles.includes(event.type))
      await recordNotices.handle(event, JSON.stringify(event), core.services);
  const { items } = await (await who.api()).notifications.getInbox({});
  return items.map(({ kind }) => kind);
}

describe('SE-17: a poll', () => {
  test('begins with its host, who can at all hours, in the order of time', async () => {
    const poll = await ask();
    expect(poll.hours.map(({ at }) => at)).toEqual([50, 60, 70].map(inHours));
    expect(poll.hours.every(({ userIds }) => userIds.length === 1 && userIds[0] === ana.userId)).toBe(true);
    expect(poll.people.map(({ displayName, hasAnswered }) => `${displayName} ${hasAnswered}`)).toEqual([
      'Ana true',
      'Bo false',
      'Cy false',
    ]);
    expect(poll.closesAt).toEqual(inHours(24));
    expect(await kindsOf(bo)).toEqual(['session.poll']);
    expect(await kindsOf(ana)).toEqual([]);
  });

  test('becomes a session with the last answer, at the hour that most can', async () => {
    const poll = await ask();
    expect((await answer(bo, poll, 1, 2)).status).toBe('open');
    const done = await answer(cy, poll, 2);
    expect(done.status).toBe('agreed');
    expect(await standings(done)).toBe('A accepted, B accepted, C accepted');
    const { getSession } = await sessionsOf(bo);
    const session = await getSession({ sessionId: done.sessionId ?? 0 });
    expect(session).toMatchObject({ title: 'Trio', scheduledAt: inHours(70), isPublic: false, youLead: false });
    expect(await kindsOf(bo)).toEqual(['session.agreed']);
    expect(await kindsOf(ana)).toEqual(['session.agreed']);
    const reminders = await core.services.database.prisma.sessionReminder.count({ where: { userId: cy.userId } });
    expect(reminders).toBeGreaterThan(0);
  });

  test('of equal hours takes the one that seemed better; who cannot then is asked', async () => {
    const poll = await ask();
    await answer(bo, poll, 0, 1);
    const done = await answer(cy, poll, 2);
    expect(await standings(done)).toBe('A accepted, B accepted, C invited');
    const { getSession } = await sessionsOf(ana);
    // The first that was given, which is the second in time.
    expect((await getSession({ sessionId: done.sessionId ?? 0 })).scheduledAt).toEqual(inHours(60));
    // Of a poll that is over by then nobody is asked.
    expect(await kindsOf(cy)).toEqual(['session.invited']);
  });

  test('is a no for who said that no hour suits: they are not asked again, and may come of their own accord', async () => {
    const poll = await ask();
    await answer(bo, poll, 0, 1, 2);
    const done = await answer(cy, poll);
    expect(await standings(done)).toBe('A accepted, B accepted, C declined');
    expect(await kindsOf(cy)).toEqual([]);
    const sessionId = done.sessionId ?? 0;
    const again = (await sessionsOf(ana)).inviteToSession({ sessionId, userId: cy.userId });
    expect(await refusalCode(again)).toBe('said_no');
    const back = await (await sessionsOf(cy)).respondToSessionInvite({ sessionId, response: 'accept' });
    expect(back.yourStatus).toBe('accepted');
  });

  test('gives no seat beside whom one blocked without asking', async () => {
    const { prisma } = core.services.database;
    await prisma.block.create({ data: { blockerId: cy.userId, blockedId: bo.userId } });
    const poll = await ask();
    await answer(bo, poll, 1);
    const done = await answer(cy, poll, 1);
    expect(await standings(done)).toBe('A accepted, B accepted, C invited');
    expect(done.people.map(({ userId }) => userId)).not.toContain(bo.userId);
  });

  test('takes the last word of each', async () => {
    const poll = await ask();
    await answer(bo, poll, 0);
    const changed = await answer(bo, poll, 2);
    expect(changed.hours.map(({ userIds }) => userIds.length)).toEqual([1, 1, 2]);
    // The host too may say otherwise.
    expect((await answer(ana, poll, 0)).hours.map(({ userIds }) => userIds.length)).toEqual([1, 0, 1]);
  });

  test('ends after a day with what was answered by then, and once', async () => {
    const poll = await ask();
    await answer(bo, poll, 1);
    core.clock.advance({ hours: 24 });
    await settlePolls.run({ pollId: poll.id }, core.services);
    await settlePolls.run({ pollId: poll.id }, core.services);
    const { getPoll, getMySessions } = await sessionsOf(cy);
    expect(await standings(await getPoll({ pollId: poll.id }))).toBe('A accepted, B accepted, C invited');
    expect(await getMySessions({})).toHaveLength(1);
    expect(await refusalCode(answer(cy, poll, 1))).toBe('poll_over');
  });

  test('comes to nothing where nobody can beside one, which the host hears', async () => {
    const poll = await ask();
    await answer(bo, poll);
    expect(await answer(cy, poll)).toMatchObject({ status: 'closed', sessionId: null });
    expect(await kindsOf(ana)).toEqual(['session.undecided']);
  });

  test('does not count a yes of who has said yes to something else since', async () => {
    const poll = await ask();
    await answer(bo, poll, 0);
    const { createSession } = await sessionsOf(bo);
    await createSession({ title: 'Else', scheduledAt: inHours(50) });
    const done = await answer(cy, poll, 1);
    expect(await standings(done)).toBe('A accepted, B invited, C accepted');
  });

  test('comes to an hour that its host can, also where more could at another', async () => {
    const poll = await ask();
    await answer(ana, poll, 2);
    await answer(bo, poll, 0, 2);
    const done = await answer(cy, poll, 0);
    expect(await standings(done)).toBe('A accepted, B accepted, C invited');
    const { getSession } = await sessionsOf(ana);
    expect((await getSession({ sessionId: done.sessionId ?? 0 })).scheduledAt).toEqual(inHours(70));
  });

  test('waits for nobody who cannot answer any more', async () => {
    const poll = await ask();
    const block = { blockerId: ana.userId, blockedId: cy.userId };
    await core.services.database.prisma.block.create({ data: block });
    const { getPoll } = await sessionsOf(bo);
    const seen = await getPoll({ pollId: poll.id });
    expect(seen.people.map(({ displayName }) => displayName)).toEqual(['Ana', 'Bo']);
    expect((await answer(bo, poll, 1)).status).toBe('agreed');
    // Nor is whom the host blocked told that they are asked.
    expect(await kindsOf(cy)).toEqual([]);
  });

  test('tells nobody that they are asked who is blocked by then', async () => {
    await ask();
    const block = { blockerId: cy.userId, blockedId: ana.userId };
    await core.services.database.prisma.block.create({ data: block });
    expect([await kindsOf(bo), await kindsOf(cy)]).toEqual([['session.poll'], []]);
  });

  test('whose closing was lost is closed all the same', async () => {
    const poll = await ask();
    await answer(bo, poll, 1);
    await forgetJobs(core);
    core.clock.advance({ hours: 24 });
    await settleOverdue.run({}, core.services);
    const { getPoll } = await sessionsOf(bo);
    expect((await getPoll({ pollId: poll.id })).status).toBe('open');
    core.clock.advance({ minutes: 5 });
    await settleOverdue.run({}, core.services);
    await settleOverdue.run({}, core.services);
    expect(await standings(await getPoll({ pollId: poll.id }))).toBe('A accepted, B accepted, C invited');
  });

  test('is ended sooner by its host, at the hour they take', async () => {
    const poll = await ask();
    await answer(bo, poll, 1);
    const choice = { pollId: poll.id, hourId: poll.hours[1]?.id ?? 0 };
    expect(await refusalCode((await sessionsOf(bo)).decidePoll(choice))).toBe('not_session_host');
    const { decidePoll, createSession } = await sessionsOf(ana);
    await createSession({ title: 'Else', scheduledAt: inHours(60) });
    expect(await refusalCode(decidePoll(choice))).toBe('session_clash');
    const done = await decidePoll({ ...choice, evenIfBusy: true });
    expect(await standings(done)).toBe('A accepted, B accepted, C invited');
  });

  test('is called off by its host', async () => {
    const poll = await ask();
    expect(await refusalCode((await sessionsOf(bo)).closePoll({ pollId: poll.id }))).toBe('not_session_host');
    const { closePoll, getMyPolls } = await sessionsOf(ana);
    expect(await getMyPolls()).toHaveLength(1);
    expect((await closePoll({ pollId: poll.id })).status).toBe('closed');
    expect(await getMyPolls()).toEqual([]);
    expect(await refusalCode(answer(bo, poll, 0))).toBe('poll_over');
  });

  test('with its last answers at the same time becomes one session', async () => {
    const poll = await ask();
    await Promise.all([answer(bo, poll, 0), answer(cy, poll, 0)]);
    expect(await core.services.database.prisma.scheduledSession.count()).toBe(1);
  });

  test('closes halfway to an hour that is near', async () => {
    expect((await ask([4, 9])).closesAt).toEqual(inHours(2));
  });
});

describe('SE-17: a poll is not', () => {
  test('for who is not asked in it', async () => {
    const poll = await ask();
    const { getPoll } = await sessionsOf(dee);
    expect(await refusalCode(getPoll({ pollId: poll.id }))).toBe('poll_not_found');
    expect(await refusalCode(answer(dee, poll, 0))).toBe('poll_not_found');
  });

  test('for who blocked its host since, who is not in the session either', async () => {
    const poll = await ask();
    await answer(bo, poll, 0);
    const block = { blockerId: bo.userId, blockedId: ana.userId };
    await core.services.database.prisma.block.create({ data: block });
    expect(await refusalCode((await sessionsOf(bo)).getPoll({ pollId: poll.id }))).toBe('poll_not_found');
    expect(await standings(await answer(cy, poll, 1))).toBe('A accepted, C accepted');
  });

  test.each([
    ['of an hour that is over', () => ({ hours: [inHours(-1)] }), 'session_past'],
    ['of an hour years away', () => ({ hours: [inHours(24 * 400)] }), 'session_too_far'],
    ['of oneself', () => ({ userIds: [ana.userId] }), 'session_yourself'],
    ['of nobody there', () => ({ userIds: [999_999] }), 'person_not_found'],
    ['of nobody', () => ({ userIds: [] }), 'invalid_input'],
    ['of six hours', () => ({ hours: [1, 2, 3, 4, 5, 6].map(inHours) }), 'invalid_input'],
  ])('made %s', async (_, given, code) => {
    const { openPoll } = await sessionsOf(ana);
    const usual = { title: 'Trio', userIds: [bo.userId, cy.userId], hours: [inHours(50)] };
    expect(await refusalCode(openPoll({ ...usual, ...given() }))).toBe(code);
  });

  test('opened twice by one draft', async () => {
    const { draftPoll, openPollDraft } = await sessionsOf(ana);
    const draft = await draftPoll({ title: 'Trio', userIds: [bo.userId, cy.userId], hours: [inHours(50)] });
    expect((await openPollDraft(draft)).hours.map(({ at }) => at)).toEqual([inHours(50)]);
    expect(await refusalCode(openPollDraft(draft))).toBe('draft_gone');
  });

  test('opened twice by two presses at the same time', async () => {
    const { draftPoll, openPollDraft } = await sessionsOf(ana);
    const draft = await draftPoll({ title: 'Trio', userIds: [bo.userId, cy.userId], hours: [inHours(50)] });
    const outcomes = await Promise.allSettled([openPollDraft(draft), openPollDraft(draft)]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await core.services.database.prisma.sessionPoll.count()).toBe(1);
  });

  test('opened by a draft whose opening was refused; the draft stays', async () => {
    const { draftPoll, openPollDraft } = await sessionsOf(ana);
    const draft = await draftPoll({ title: 'Trio', userIds: [bo.userId], hours: [inHours(50)] });
    await core.services.database.prisma.block.create({ data: { blockerId: bo.userId, blockedId: ana.userId } });
    expect(await refusalCode(openPollDraft(draft))).toBe('person_not_found');
    expect(await refusalCode(openPollDraft(draft))).toBe('person_not_found');
  });

  test('deciding an hour of another poll', async () => {
    const [one, other] = [await ask(), await ask()];
    expect((await answer(bo, one)).hours.every(({ userIds }) => !userIds.includes(bo.userId))).toBe(true);
    const { answerPoll, decidePoll } = await sessionsOf(bo);
    const hourId = other.hours[0]?.id ?? 0;
    const mixed = await answerPoll({ pollId: one.id, hourIds: [hourId] });
    expect(mixed.hours.every(({ userIds }) => userIds.length === 1)).toBe(true);
    expect(await refusalCode(decidePoll({ pollId: one.id, hourId }))).toBe('not_session_host');
    expect(await refusalCode((await sessionsOf(ana)).decidePoll({ pollId: one.id, hourId }))).toBe('poll_not_found');
  });
});
