import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestCore, type Person, type TestCore } from '../../../test/core.ts';
import { forgetJobs } from '../../../test/jobs.ts';
import type { Worker } from '../platform/jobs/worker.ts';

let core: TestCore;
let worker: Worker;
let ana: Person;
beforeAll(async () => {
  core = await openTestCore();
  worker = await core.startWorker();
});
afterAll(async () => {
  await worker.stop();
  await core.close();
});
beforeEach(async () => {
  await core.services.database.prisma.user.deleteMany();
  await forgetJobs(core);
  ana = await core.learner('Ana', { teaches: { Guitar: 7 }, learns: { Python: 2 } });
});
const pairs = () => core.services.database.prisma.learningPartnership.count({ where: { status: 'active' } });

/** Somebody of the demo community, whom nobody has come as for so many hours; null as nobody ever has. */
async function invented(name: string, hours: number | null): Promise<Person> {
  const made = await core.learner(name, { teaches: { Python: 6 }, learns: { Guitar: 3 } });
  const lastSeenAt = hours === null ? null : new Date(core.clock.now().subtract({ hours }).epochMilliseconds);
  await core.services.database.prisma.user.update({
    where: { id: made.userId },
    data: { isDemo: true, identities: { updateMany: { where: {}, data: { lastSeenAt } } } },
  });
  return made;
}

async function sayYes() {
  const api = await ana.api();
  const [match] = (await api.matching.generateMatches({ limit: 1 })).matches;
  return api.matching.respondToMatch({ matchId: match?.id ?? 0, action: 'accept' });
}

test.each([null, 2])('an invented person whom nobody plays says yes by themselves (%s hours)', async (hours) => {
  await invented('Bo', hours);
  expect((await sayYes()).match.them).toMatchObject({ displayName: 'Bo', isInvented: true });
  await expect.poll(pairs, { timeout: 60_000 }).toBe(1);
});

test('one at whose window somebody is answers there, and so does everybody real', async () => {
  await invented('Played', 0);
  await sayYes();
  const cy = await core.learner('Cy', { teaches: { Python: 6 }, learns: { Guitar: 3 } });
  const again = await (await ana.api()).matching.generateMatches({ limit: 5 });
  const withCy = again.matches.find(({ them }) => them.userId === cy.userId);
  expect(withCy?.them.isInvented).toBe(false);
  await (await ana.api()).matching.respondToMatch({ matchId: withCy?.id ?? 0, action: 'accept' });
  // The events have been heard once their notices are there; an answer would wait among the jobs.
  const heard = () => core.services.database.prisma.notification.count({ where: { kind: 'match.interest' } });
  await expect.poll(heard, { timeout: 60_000 }).toBe(2);
  const events = async () =>
    (await core.services.database.pool.query("SELECT 1 FROM graphile_worker.jobs WHERE task_identifier LIKE 'event.%'"))
      .rowCount;
  await expect.poll(events, { timeout: 60_000 }).toBe(0);
  const answers = await core.services.database.pool.query(
    "SELECT 1 FROM graphile_worker.jobs WHERE task_identifier = 'match.answer-invented'",
  );
  expect(answers.rowCount).toBe(0);
  expect(await pairs()).toBe(0);
});
