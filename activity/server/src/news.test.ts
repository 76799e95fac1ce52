import { recordNotices } from '@echochat/core/notifications/record-notices.ts';
import { describe, expect, test } from 'vitest';
import { waitingEvents } from '../../../test/jobs.ts';
import { takesInvitations } from '../../../test/rows.ts';
import { errorOf, openRoomSuite } from '../test/room-suite.ts';

const suite = openRoomSuite();

/** Tells of what waits to be told, as a worker would. */
async function tell(): Promise<void> {
  for (const [index, event] of (await waitingEvents(suite.core)).entries())
    await recordNotices.handle(event, `told-${index}-${Date.now()}`, suite.core.services);
}
const inDays = (days: number) => new Date(suite.core.clock.now().add({ hours: 24 * days }).epochMilliseconds);

describe('news of a person reach their pages, whatever room those are in', () => {
  test('somebody asks them to a session, and cancels it; the answer goes the same way', async () => {
    const [ana, bo] = suite.people;
    await takesInvitations(suite.core, suite.people);
    const roomId = await suite.room();
    const { page } = await suite.inside(bo, roomId);
    const { sessions } = await ana.api();
    const session = await sessions.createSession({ title: 'Chords', scheduledAt: inDays(2), invite: [bo.userId] });
    await tell();
    const asked = await page.hears('session:invited');
    expect(asked).toMatchObject({
      session: { id: session.id, title: 'Chords', duration: 60 },
      inviter: { userId: ana.userId },
    });
    page.say('session:respond', { sessionId: session.id, response: 'accept' });
    await expect
      .poll(async () => (await sessions.getSession({ sessionId: session.id })).people.map(({ status }) => status))
      .toEqual(['accepted', 'accepted']);
    await sessions.cancelSession({ sessionId: session.id });
    await tell();
    expect(await page.hears('session:cancelled')).toEqual({ sessionId: session.id });
  });

  test('what may not be is answered with the reason, and hurts nobody', async () => {
    const [, bo, cleo] = suite.people;
    const { page } = await suite.inside(bo, await suite.room());
    page.say('session:invite', { sessionId: 2_000_000, userId: cleo.userId });
    await errorOf(page, 'session_not_found');
    page.say('session:respond', { sessionId: 'x', response: 'perhaps' });
    await errorOf(page, 'invalid_input');
  });
});
