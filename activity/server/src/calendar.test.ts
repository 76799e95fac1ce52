import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestCore, type Person, type TestCore } from '../../../test/core.ts';
import { block, community } from '../../../test/rows.ts';
import { openWebServer, type WebServer } from './web-server.ts';

let core: TestCore;
let web: WebServer;
let address: string;
let ana: Person;
let bo: Person;
beforeAll(async () => {
  core = await openTestCore();
  web = openWebServer(core, { roles: ['web'], version: 'test', isReady: async () => true });
  address = `http://127.0.0.1:${await web.listen(0, '127.0.0.1')}`;
  [ana, bo] = [await core.learner('Ana', {}), await core.learner('Bo', {})];
  await community(core, [ana, bo]);
});
afterAll(async () => {
  await web.close(500);
  await core.close();
});

const get = (url: string, headers: Record<string, string> = {}, method = 'GET') => {
  const at = new URL(url);
  return fetch(`${address}${at.pathname}${at.search}`, { method, headers });
};
const sessions = async (who: Person) => (await who.api()).sessions;
let hours = 24;
async function plan(given: object = {}) {
  hours += 2;
  await core.services.database.prisma.usageCounter.deleteMany();
  await core.services.database.prisma.actionCount.deleteMany();
  const scheduledAt = new Date(core.clock.now().add({ hours }).epochMilliseconds);
  return (await sessions(ana)).createSession({ title: 'Chords', scheduledAt, ...given });
}
const fileOf = async (who: Person, sessionId: number) =>
  (await (await sessions(who)).getCalendarLinks({ sessionId })).file;
const feedOf = async (who: Person) => (await (await sessions(who)).openFeed()).url;

describe('GET /calendar/….ics', () => {
  test('gives the feed to who has its address, and 304 while it is the same', async () => {
    await plan();
    const url = await feedOf(ana);
    const first = await get(url);
    expect([first.status, first.headers.get('content-type'), first.headers.get('cache-control')]).toEqual([
      200,
      'text/calendar; charset=utf-8',
      'private, max-age=300',
    ]);
    const text = await first.text();
    expect(text).toMatch(/^BEGIN:VCALENDAR\r\n.*SUMMARY:Chords\r\n.*END:VCALENDAR\r\n$/s);
    const etag = first.headers.get('etag') ?? '';
    const same = await get(url, { 'if-none-match': `"other", W/${etag}` });
    expect([same.status, await same.text(), same.headers.get('etag')]).toEqual([304, '', etag]);
    const head = await get(url, {}, 'HEAD');
    expect([head.status, head.headers.get('etag'), await head.text()]).toEqual([200, etag, '']);
    expect(head.headers.get('content-length')).toBe(String(Buffer.byteLength(text)));
    await plan({ title: 'More' });
    expect((await get(url, { 'if-none-match': etag })).status).toBe(200);
  });

  test('says in their words that an address has ended, also to one that never was', async () => {
    const url = await feedOf(ana);
    await (await sessions(ana)).closeFeed();
    const gone = await get(url, { 'accept-language': 'es-MX,en;q=0.5' });
    expect([gone.status, gone.headers.get('content-type')]).toEqual([404, 'text/plain; charset=utf-8']);
    expect(await gone.text()).toContain('/session calendar');
    for (const secret of ['a', '%00', '..%2f..%2fetc', 'x'.repeat(5_000), '%E0%A4%A', '']) {
      const wrong = await get(`${address}/calendar/${secret}.ics`);
      expect([400, 404]).toContain(wrong.status);
      expect(await wrong.text()).not.toMatch(/SELECT|prisma|at \//i);
    }
  });

  test('leaves out who blocked them meanwhile, and tells a new tag', async () => {
    const { id } = await plan({ title: 'With Bo', invite: [bo.userId] });
    await (await sessions(bo)).respondToSessionInvite({ sessionId: id, response: 'accept' });
    const url = await feedOf(bo);
    const file = await fileOf(bo, id);
    const before = await get(url);
    expect(await before.text()).toContain('SUMMARY:With Bo');
    await block(core, ana.userId, bo.userId);
    const after = await get(url, { 'if-none-match': before.headers.get('etag') ?? '' });
    expect([after.status, (await after.text()).includes('With Bo')]).toEqual([200, false]);
    const refused = await get(file);
    expect([refused.status, (await refused.text()).includes('not for you')]).toEqual([404, true]);
    await core.services.database.prisma.block.deleteMany();
  });

  test('asks who asks too often to wait, and says for how long; others at the same address go on', async () => {
    const [url, of] = [await feedOf(ana), await core.newcomer('Sixty')];
    const answers = await Promise.all(Array.from({ length: 61 }, () => get(url)));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(1);
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused[0]?.headers.get('ratelimit-limit')).toBe('60');
    expect(await refused[0]?.text()).toMatch(/^That was asked too often\. Ask again in \d+ seconds\.\n$/);
    expect((await get(await feedOf(of))).status).toBe(200);
  });

  test('holds a thousand sessions', async () => {
    const many = await core.newcomer('Many');
    const now = core.clock.now().epochMilliseconds;
    await core.services.database.prisma.scheduledSession.createMany({
      data: Array.from({ length: 1_000 }, (_, index) => ({
        title: `Nº ${index}`,
        description: 'What we do, '.repeat(20),
        hostId: many.userId,
        scheduledAt: new Date(now + index * 3_600_000),
        duration: 60,
      })),
    });
    const text = await (await get(await feedOf(many))).text();
    expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(1_000);
  });
});

describe('GET /sessions/invite.ics', () => {
  test.each([
    ['Chords; 1, "A"', 'Chords 1 A.ics'],
    ['../../x\\y', 'x y.ics'],
    ['a"; filename="evil.exe', 'a filename evil exe.ics'],
    ['Übung 日本', 'Übung 日本.ics'],
    [`${'a'.repeat(59)}𝒜𝒜`, `${'a'.repeat(59)}𝒜.ics`],
    ['!?', 'session.ics'],
    ['x\nEND:VEVENT\nBEGIN:VALARM', 'x END VEVENT BEGIN VALARM.ics'],
  ])('a session called %j is saved as %s', async (title, name) => {
    const { id } = await plan({ title });
    const response = await get(await fileOf(ana, id));
    expect(response.headers.get('content-type')).toBe('text/calendar; charset=utf-8; method=REQUEST');
    const disposition = response.headers.get('content-disposition') ?? '';
    const encoded = /filename\*=UTF-8''([^;]+)/.exec(disposition)?.[1];
    const plain = /filename="?([^";]+)"?/.exec(disposition)?.[1];
    expect(encoded === undefined ? plain : decodeURIComponent(encoded)).toBe(name);
    expect(disposition).toMatch(/^attachment; /);
    expect((await response.text()).match(/^BEGIN:V(EVENT|ALARM)/gm)).toEqual(['BEGIN:VEVENT']);
  });

  test('says what to do where the key is none, too old, or for something else', async () => {
    const { id } = await plan();
    const url = await fileOf(ana, id);
    const made = core.services.links.sign('recap', { userId: ana.userId, roomId: id, id: 0 });
    const feed = /calendar\/(.*)\.ics/.exec(await feedOf(ana))?.[1];
    for (const query of ['', '?key=', '?key=a&key=b', `?key=${made}`, `?key=${feed}`, `?key=${'x'.repeat(3_000)}`]) {
      const wrong = await get(`${address}/sessions/invite.ics${query}`);
      expect([400, 401]).toContain(wrong.status);
      expect(await wrong.text()).toMatch(/^This link is none any more\. Open the session in your chat/);
    }
    core.clock.advance({ hours: 60 * 24 });
    expect((await get(url)).status).toBe(401);
    core.clock.advance({ hours: -60 * 24 });
    expect((await get(url, {}, 'HEAD')).status).toBe(200);
  });

  test('a page may not read it, nor show it as anything else', async () => {
    const { headers } = await get(await fileOf(ana, (await plan()).id));
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });
});
