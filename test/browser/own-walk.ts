import type { Browser, Page } from 'playwright-core';
import { beforeEach, expect } from 'vitest';
import type { Person, TestCore } from '../core.ts';
import { community, partnershipRow } from '../rows.ts';
import { openWalks, type Window } from './room-walk.ts';

/** Three people of one community, anew for each test: Ana in Lisbon and Bo in Auckland are partners, Cy in New York is neither's. */
interface Cast {
  ana: Person;
  bo: Person;
  cy: Person;
  pair: number;
}

/** Walks over the pages that are a person's own. */
export function openOwnWalks() {
  const walks = openWalks();
  let cast: Cast;
  const core = (): TestCore => walks.house.core;
  beforeEach(async () => {
    const { prisma } = core().services.database;
    await prisma.scheduledSession.deleteMany();
    await prisma.sessionSeries.deleteMany();
    await prisma.user.deleteMany();
    const ana = await core().learner('Ana', { teaches: { Guitar: 7 }, timezone: 'Europe/Lisbon' });
    const bo = await core().learner('Bo', { learns: { Guitar: 2 }, timezone: 'Pacific/Auckland' });
    const cy = await core().learner('Cy', { teaches: { Python: 8 }, timezone: 'America/New_York' });
    await community(core(), [ana, bo, cy]);
    cast = { ana, bo, cy, pair: (await partnershipRow(core(), ana.userId, bo.userId)).id };
  });

  /** The page's clock is the house's, which stands still. */
  const sameTime = (page: Page) => page.clock.setFixedTime(core().clock.now().epochMilliseconds);
  const inHours = (hours: number) => new Date(core().clock.now().epochMilliseconds + hours * 3_600_000);

  /** Somebody follows the link that their chat gave them. */
  async function enter(
    who: Person,
    to: 'sessions' | 'inbox',
    look: Parameters<Browser['newContext']>[0] = {},
  ): Promise<Window> {
    const { path } = await (await who.api()).auth.openPages({ to });
    const zone = (await who.actor()).timezone ?? 'UTC';
    const window = await walks.open(path, { timezoneId: zone, ...look }, sameTime);
    await window.page.waitForURL(`**/${to}`);
    return window;
  }

  /** Waits until somebody has so many notices. */
  const noticed = (who: Person, count: number) =>
    expect
      .poll(() => core().services.database.prisma.notification.count({ where: { userId: who.userId } }), {
        timeout: 10_000,
      })
      .toBe(count);

  /** A full week of Ana's: settled, asked, waiting, soon, with strangers, again and again. */
  async function fullWeek(): Promise<void> {
    const { ana, bo, cy, pair } = cast;
    const [hers, his, theirs] = await Promise.all([ana.api(), bo.api(), cy.api()]);
    const soon = await hers.sessions.createSession({
      title: 'Chord changes',
      partnershipId: pair,
      scheduledAt: inHours(0.2),
      categoryId: await core().skillId('Guitar'),
    });
    await his.sessions.respondToSessionInvite({ sessionId: soon.id, response: 'accept' });
    await hers.sessions.createSession({
      title: 'Fingerstyle on Tuesdays',
      partnershipId: pair,
      scheduledAt: inHours(33),
      repeat: { every: 'week', count: 4 },
    });
    await theirs.sessions.createSession({
      title: 'Python, the first steps, for everybody who always wanted to',
      description: 'Bring a laptop and a question. We begin with what a program is.',
      scheduledAt: inHours(53),
      duration: 90,
      invite: [ana.userId],
      categoryId: await core().skillId('Python'),
    });
    await theirs.sessions.createSession({ title: 'Reading code aloud', scheduledAt: inHours(80), maxParticipants: 6 });
    const full = await theirs.sessions.createSession({
      title: 'Only two seats',
      scheduledAt: inHours(101),
      maxParticipants: 2,
      duration: 30,
    });
    await his.sessions.respondToSessionInvite({ sessionId: full.id, response: 'accept' });
    await hers.sessions.respondToSessionInvite({ sessionId: full.id, response: 'accept' });
  }

  return {
    walks,
    core,
    cast: () => cast,
    sameTime,
    inHours,
    enter,
    noticed,
    fullWeek,
  };
}

/** The card of a session. */
export const article = (page: Page, name: string) => page.getByRole('article', { name: new RegExp(name) });
