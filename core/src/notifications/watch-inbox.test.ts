import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestCore, type Person, type TestCore } from '../../../test/core.ts';
import { refusalCode } from '../../../test/refusal.ts';
import { type Notice, notify, publishAll } from './notify.ts';

let core: TestCore;
let ana: Person;
let bo: Person;
beforeAll(async () => {
  core = await openTestCore();
  ana = await core.newcomer('Ana');
  bo = await core.newcomer('Bo');
});
afterAll(() => core.close());

async function tell(...notices: readonly Pick<Notice, 'userId' | 'eventKey'>[]): Promise<number[]> {
  const { services } = core;
  const whole = notices.map((notice) => ({ ...notice, kind: 'match.closed', payload: {} }) as const);
  const pushes = await services.database.transaction((tx) => notify(tx, services, whole));
  await publishAll(services, pushes);
  return pushes.map(({ notificationId }) => notificationId);
}
const watch = async (person: Person) => (await (await person.api()).notifications.watchInbox())[Symbol.asyncIterator]();

test('the head of an inbox is told at once, and again whenever something reaches it', async () => {
  const heads = await watch(ana);
  expect((await heads.next()).value).toEqual({ unread: 0, newest: null });
  const later = heads.next();
  await tell({ userId: bo.userId, eventKey: 'not hers' });
  const [first] = await tell({ userId: ana.userId, eventKey: 'one' });
  expect((await later).value).toEqual({ unread: 1, newest: first });
  // Between two looks nothing is lost, and what comes together is told of together.
  const made = await tell({ userId: ana.userId, eventKey: 'two' }, { userId: ana.userId, eventKey: 'three' });
  expect((await heads.next()).value).toEqual({ unread: 3, newest: made.at(-1) });
  await heads.return?.();
});

test('a guest has none; a fifth window of one person is refused; all end when the process does', async () => {
  const guest = core.as({ kind: 'guest', locale: 'en', origin: 'test' });
  expect(await refusalCode((async () => guest.notifications.watchInbox())())).toBe('not_signed_in');
  const open = await Promise.all([1, 2, 3, 4].map(() => watch(bo)));
  for (const heads of open) await heads.next();
  expect(await refusalCode((await watch(bo)).next())).toBe('too_many_requests');
  const ends = open.map((heads) => heads.next());
  core.services.streams.endAll();
  expect(await Promise.all(ends)).toEqual(ends.map(() => ({ done: true, value: undefined })));
  const again = await watch(bo);
  expect((await again.next()).done).toBe(false);
  await again.return?.();
});
