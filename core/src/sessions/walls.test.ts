import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestCore, type Person, type TestCore } from '../../../test/core.ts';
import { refusal, refusalCode } from '../../../test/refusal.ts';
import { block, community, partnershipRow } from '../../../test/rows.ts';
import { noticeSessions } from '../notifications/notice-sessions.ts';

let core: TestCore;
/** Ana, Bo and Cy are of one closed company, Dee and Eve of another. Ana and Dee are partners. */
let ana: Person;
let bo: Person;
let cy: Person;
let dee: Person;
let eve: Person;
let fay: Person;

beforeAll(async () => {
  core = await openTestCore();
  const learner = (name: string, timezone: string) => core.learner(name, { timezone });
  ana = await learner('Ana', 'Europe/Lisbon');
  bo = await learner('Bo', 'Pacific/Auckland');
  cy = await learner('Cy', 'Asia/Kathmandu');
  dee = await learner('Dee', 'America/Lima');
  eve = await learner('Eve', 'Africa/Lagos');
  fay = await learner('Fay', 'Asia/Tokyo');
  await community(core, [ana, bo, cy]);
  await community(core, [dee, eve]);
  await partnershipRow(core, ana.userId, dee.userId);
});
afterAll(() => core.close());
beforeEach(async () => {
  const { prisma } = core.services.database;
  await prisma.scheduledSession.deleteMany();
  await prisma.notificationPreference.deleteMany();
  for (const rows of [prisma.usageCounter, prisma.actionCount, prisma.block, prisma.notification])
    await Reflect.apply(rows.deleteMany, rows, []);
});

const inHours = (hours: number) => new Date(core.clock.now().add({ hours }).epochMilliseconds);
const of = async (who: Person) => (await who.api()).sessions;
const plan = async (who: Person, given: object = {}) =>
  (await of(who)).createSession({ title: 'Chords', scheduledAt: inHours(48), ...given });
const answer = async (who: Person, sessionId: number, given: object = {}) =>
  (await of(who)).respondToSessionInvite({ sessionId, response: 'accept', ...given });
const link = 'https://meet.example/secret';

describe('SE-19: what is learnt of a public session', () => {
  test('without a seat: its host and its numbers, not the link, nor people, zones and answers', async () => {
    const { id } = await plan(ana, { meetingLink: link, description: `Bring a capo. ${link}`, invite: [cy.userId] });
    await (await of(cy)).respondToSessionInvite({ sessionId: id, response: 'decline' });
    const { getSession, getUpcomingSessions, getCalendarLinks } = await of(bo);
    const seen = await getSession({ sessionId: id });
    expect(seen).toMatchObject({ title: 'Chords', meetingLink: null, roomId: null, timezone: null, taken: 1 });
    expect(seen.people).toMatchObject([{ displayName: 'Ana', timezone: null, status: 'accepted' }]);
    const { items } = await getUpcomingSessions({});
    const links = await getCalendarLinks({ sessionId: id });
    const { text } = await core
      .as({ kind: 'guest', locale: 'en', origin: 'x' })
      .sessions.getCalendarFile({ key: new URL(links.file).searchParams.get('key') ?? '' });
    const told = JSON.stringify([seen, items, links, text.replace(/\r\n /g, '')]);
    for (const secret of ['meet.example', 'Lisbon', 'Kathmandu', '"Cy"', 'declined', 'DECLINED', '/people/cy'])
      expect(told).not.toContain(secret);
    expect(told).toContain('Bring a capo.');
  });

  test('with a seat, as long as it is held: the link, who else sits there, and their hours', async () => {
    const { id } = await plan(ana, { meetingLink: link });
    const seated = await answer(bo, id);
    expect([seated.meetingLink, seated.people.map(({ timezone }) => timezone)]).toEqual([
      link,
      ['Europe/Lisbon', 'Pacific/Auckland'],
    ]);
    const feed = await (await of(bo)).openFeed();
    const secret = /\/calendar\/([\w-]+)\.ics$/.exec(feed.url)?.[1] ?? '';
    const read = async () =>
      (await core.as({ kind: 'guest', locale: 'en', origin: 'y' }).sessions.getFeed({ secret })).text;
    expect(await read()).toContain('meet.example');
    const left = await (await of(bo)).respondToSessionInvite({ sessionId: id, response: 'decline' });
    expect(JSON.stringify([left, await read()])).not.toContain('meet.example');
  });

  test('who is asked to a private one sees no link before they say yes', async () => {
    const { id } = await plan(ana, { meetingLink: link, isPublic: false, invite: [bo.userId] });
    expect((await (await of(bo)).getSession({ sessionId: id })).meetingLink).toBeNull();
    expect((await answer(bo, id)).meetingLink).toBe(link);
  });
});

describe('SE-18: walls', () => {
  const listed = async (who: Person) => (await (await of(who)).getUpcomingSessions({})).items.map(({ id }) => id);

  test('a public session is listed to whom may see its host and everybody who sits in it, and to no others', async () => {
    const { id } = await plan(ana);
    expect([await listed(bo), await listed(dee), await listed(eve)]).toEqual([[id], [id], []]);
    expect(await refusalCode(answer(eve, id))).toBe('session_not_found');
    await answer(dee, id);
    // Cy, of the other company, would meet Dee by chance.
    expect([await listed(cy), await listed(dee)]).toEqual([[], [id]]);
    expect(await refusalCode(answer(cy, id))).toBe('session_not_found');
    expect((await (await of(ana)).getSession({ sessionId: id })).people).toHaveLength(2);
  });

  test('people who are asked across the wall meet by name alone', async () => {
    const { id } = await plan(ana, { isPublic: false, invite: [bo.userId, dee.userId] });
    const seen = async (who: Person) =>
      (await (await of(who)).getSession({ sessionId: id })).people.map(({ displayName, timezone }) => [
        displayName,
        timezone,
      ]);
    expect(await seen(dee)).toEqual([
      ['Ana', 'Europe/Lisbon'],
      ['Bo', null],
      ['Dee', 'America/Lima'],
    ]);
    await answer(bo, id);
    await answer(dee, id);
    expect(await seen(bo)).toContainEqual(['Dee', null]);
    const [notice] = await noticeSessions(core.services, [{ userId: bo.userId, sessionId: id }]);
    expect(notice?.others).toEqual([{ displayName: 'Ana', timezone: 'Europe/Lisbon' }]);
  });

  test('whom one blocked is not shown, and that they sit there is said before one takes a seat', async () => {
    const { id } = await plan(ana, { isPublic: false, invite: [bo.userId, cy.userId] });
    await answer(bo, id);
    await block(core, cy.userId, bo.userId);
    const before = await (await of(cy)).getSession({ sessionId: id });
    expect([before.hasBlocked, before.people.map(({ displayName }) => displayName)]).toEqual([true, ['Ana', 'Cy']]);
    expect(await refusalCode(answer(cy, id))).toBe('session_blocked');
    expect((await answer(cy, id, { evenIfBlocked: true })).yourStatus).toBe('accepted');
    // The blocked one hears nothing of it, and sees nobody.
    const other = await (await of(bo)).getSession({ sessionId: id });
    expect([other.hasBlocked, other.people.map(({ displayName }) => displayName)]).toEqual([false, ['Ana', 'Bo']]);
  });

  test('a public session with somebody in it who blocked them is not listed for the blocked one', async () => {
    const { id } = await plan(ana);
    await answer(cy, id);
    await block(core, cy.userId, bo.userId);
    expect(await listed(bo)).toEqual([]);
    expect(await refusalCode((await of(bo)).getSession({ sessionId: id }))).toBe('session_not_found');
  });
});

describe('SF-20: hours', () => {
  const find = async (who: Person, userIds: number[], given: object = {}) =>
    (await of(who)).findTimes({ userIds, ...given });

  test('are of partners, of one community, and of who shares them; of others a refusal names whom', async () => {
    const { prisma } = core.services.database;
    const gil = await core.learner('Gil', { timezone: 'Asia/Tokyo' });
    expect((await find(ana, [bo.userId, dee.userId])).length).toBeGreaterThan(0);
    // Fay and Gil are open to the network: seen, and strangers.
    const refused = await refusal(find(fay, [gil.userId]));
    expect([refused.code, refused.params]).toEqual(['hours_private', { names: 'Gil' }]);
    expect(await refusalCode(find(fay, [bo.userId]))).toBe('person_not_found');
    await (await gil.api()).notifications.updatePreferences({ sharesHours: true });
    expect((await find(fay, [gil.userId])).length).toBeGreaterThan(0);
    await block(core, gil.userId, fay.userId);
    expect(await refusalCode(find(fay, [gil.userId]))).toBe('person_not_found');
    await prisma.user.update({ where: { id: gil.userId }, data: { deletedAt: new Date() } });
  });

  test('a session that is left out of them is one that the actor leads', async () => {
    const hidden = await plan(bo, { isPublic: false });
    expect(await refusalCode(find(ana, [bo.userId], { exceptSessionId: hidden.id }))).toBe('session_not_found');
    const open = await plan(bo, { scheduledAt: inHours(72) });
    expect(await refusalCode(find(ana, [bo.userId], { exceptSessionId: open.id }))).toBe('not_session_host');
    expect((await find(bo, [ana.userId], { exceptSessionId: hidden.id })).length).toBeGreaterThan(0);
  });

  test('a draft says no zone of who only takes invitations', async () => {
    const hal = await core.learner('Hal', { timezone: 'Asia/Tokyo' });
    const draft = async () =>
      (await of(fay)).draftSession({ title: 'Chords', scheduledAt: inHours(48), invite: [hal.userId] });
    expect(await refusalCode(draft())).toBe('not_open_to_you');
    await (await hal.api()).notifications.updatePreferences({ openToInvitations: true });
    expect((await draft()).guests).toEqual([{ userId: hal.userId, displayName: 'Hal', timezone: null }]);
    await core.services.database.prisma.user.update({ where: { id: hal.userId }, data: { deletedAt: new Date() } });
  });
});
