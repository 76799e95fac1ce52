import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Discord, startDiscord } from '../../test/discord/discord.ts';
import { clockCheck } from '../doctor/reach.ts';
import { checkDiscord } from './doctor.ts';
import { commandList } from './registration/command-list.ts';

let discord: Discord;
beforeAll(async () => {
  discord = await startDiscord({ limits: { perSecond: 1_000, perChannel: 5, channelMs: 5_000 } });
});
afterAll(() => discord.close());

const config = (given: object = {}) => ({
  token: discord.token,
  clientId: discord.clientId,
  clientSecret: null,
  apiUrl: discord.apiUrl,
  shards: null,
  ...given,
});
const failures = async (given: object) => (await checkDiscord(config(given))).filter(({ ok }) => !ok);

test('a good configuration has nothing to fix', async () => {
  const checks = await checkDiscord(config());
  expect(checks.every(({ ok }) => ok)).toBe(true);
  expect(checks.map(({ what }) => what).join()).toContain('the next start writes them');
  discord.world.commands = commandList().map((command, index) => ({ ...command, id: String(index) }));
  expect((await checkDiscord(config())).map(({ what }) => what)).toContain('the commands are registered');
});

test('each fault is named with what to do', async () => {
  expect(await failures({ token: 'a.b.c' })).toMatchObject([{ fix: expect.stringContaining('DISCORD_TOKEN') }]);
  expect(await failures({ clientId: '42' })).toMatchObject([{ fix: `Set DISCORD_CLIENT_ID to ${discord.clientId}.` }]);
  expect(await failures({ apiUrl: 'http://127.0.0.1:1/api' })).toMatchObject([
    { fix: expect.stringContaining('DISCORD_API_URL') },
  ]);
});

test('a clock that is wrong by minutes is told', () => {
  const now = Date.parse('2027-03-01T09:00:00Z');
  expect(clockCheck('Mon, 01 Mar 2027 09:00:30 GMT', now).ok).toBe(true);
  expect(clockCheck('Mon, 01 Mar 2027 09:05:00 GMT', now)).toMatchObject({
    ok: false,
    what: 'the clock is 300 seconds behind',
  });
});
