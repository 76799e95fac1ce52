import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestCore, type TestCore } from '../../../test/core.ts';
import { type Refresh, rotateToken } from './rotate-token.ts';

let core: TestCore;
beforeAll(async () => {
  core = await openTestCore();
});
afterAll(() => core.close());

const communities = () => core.as({ kind: 'system', name: 'slack' }).communities;
const prisma = () => core.services.database.prisma;

let teams = 0;
const installed = async (given: object = {}) => {
  teams += 1;
  const granted = {
    teamId: `T${teams}`,
    teamName: 'Acme',
    botUserId: 'U0BOT',
    scopes: ['chat:write'],
    token: `xoxb-${teams}`,
    refreshToken: null,
    expiresInSeconds: null,
    installedByExternalId: 'U1',
    ...given,
  };
  return { ...granted, ...(await communities().saveInstallation(granted)) };
};
const rotating = { refreshToken: 'xoxe-1', expiresInSeconds: 12 * 3_600 };

describe('an installation', () => {
  test('is kept sealed, and read open', async () => {
    const { teamId, token } = await installed(rotating);
    const row = await prisma().installation.findFirstOrThrow({ where: { teamId } });
    for (const cipher of [row.tokenCipher, row.refreshTokenCipher])
      expect(Buffer.from(cipher ?? []).toString('latin1')).not.toMatch(/xox/);
    expect(await communities().getInstallation({ teamId })).toMatchObject({
      token,
      refreshToken: 'xoxe-1',
      teamName: 'Acme',
      botUserId: 'U0BOT',
    });
    expect(await communities().getInstallation({ teamId: 'T-none' })).toBeNull();
  });

  test('again is the same community with the new token and name', async () => {
    const first = await installed();
    const again = await installed({ teamId: first.teamId, teamName: 'Acme 2', token: 'xoxb-new' });
    expect(again).toMatchObject({ communityId: first.communityId, isNew: false });
    expect(await communities().getInstallation(first)).toMatchObject({ token: 'xoxb-new', teamName: 'Acme 2' });
  });

  test('twice in the same instant is one', async () => {
    await Promise.all([installed({ teamId: 'T-twice' }), installed({ teamId: 'T-twice' })]);
    expect(await prisma().installation.count({ where: { teamId: 'T-twice' } })).toBe(1);
  });

  test('whose token was copied from another workspace opens nothing', async () => {
    const mine = await installed();
    const theirs = await installed();
    const { tokenCipher } = await prisma().installation.findFirstOrThrow({ where: { teamId: theirs.teamId } });
    await prisma().installation.updateMany({ where: { teamId: mine.teamId }, data: { tokenCipher } });
    expect(await communities().getInstallation(mine)).toBeNull();
  });

  test('that is removed leaves the community and no token; put back, it is new', async () => {
    const { teamId, communityId } = await installed();
    expect(await communities().removeInstallation({ teamId })).toBe(true);
    expect(await communities().removeInstallation({ teamId })).toBe(false);
    expect(await communities().getInstallation({ teamId })).toBeNull();
    expect((await prisma().community.findUniqueOrThrow({ where: { id: communityId } })).leftAt).not.toBeNull();
    expect(await installed({ teamId })).toMatchObject({ communityId, isNew: true });
  });

  test('is not removed for a token that another has taken the place of', async () => {
    const { teamId, token } = await installed();
    expect(await communities().removeInstallation({ teamId, refusedToken: 'xoxb-old' })).toBe(false);
    expect(await communities().removeInstallation({ teamId, refusedToken: token })).toBe(true);
  });
});

describe('a token that ends', () => {
  const refreshing = () => {
    const used: string[] = [];
    const refresh: Refresh = async (refreshToken) => {
      used.push(refreshToken);
      const next = used.length + 1;
      return { token: `xoxb-next${next}`, refreshToken: `xoxe-${next}`, expiresInSeconds: 12 * 3_600 };
    };
    return { used, refresh };
  };

  test('is exchanged within half an hour of its end, by one of many', async () => {
    const { teamId, token } = await installed(rotating);
    const { used, refresh } = refreshing();
    expect(await rotateToken(core.services, teamId, refresh)).toMatchObject({ token });
    core.clock.advance({ hours: 11, minutes: 31 });
    const got = await Promise.all(Array.from({ length: 5 }, () => rotateToken(core.services, teamId, refresh)));
    expect(used).toEqual(['xoxe-1']);
    expect(new Set(got.map((one) => one?.token))).toEqual(new Set(['xoxb-next2']));
    expect(await communities().getInstallation({ teamId })).toMatchObject({ refreshToken: 'xoxe-2' });
  });

  test('is exchanged when it was refused, unless it was already', async () => {
    const { teamId, token } = await installed(rotating);
    const { used, refresh } = refreshing();
    const next = await rotateToken(core.services, teamId, refresh, token);
    expect(next?.token).toBe('xoxb-next2');
    expect(await rotateToken(core.services, teamId, refresh, token)).toMatchObject({ token: 'xoxb-next2' });
    expect(used).toHaveLength(1);
  });

  test('stays as it was where the exchange fails', async () => {
    const { teamId, token } = await installed(rotating);
    const failing = () => Promise.reject(new Error('away'));
    await expect(rotateToken(core.services, teamId, failing, token)).rejects.toThrow('away');
    expect(await communities().getInstallation({ teamId })).toMatchObject({ token, refreshToken: 'xoxe-1' });
  });

  test('cannot be exchanged without what exchanges it, or where the app is gone', async () => {
    const { teamId, token } = await installed();
    const { used, refresh } = refreshing();
    expect(await rotateToken(core.services, teamId, refresh, token)).toMatchObject({ token });
    expect(await rotateToken(core.services, 'T-none', refresh)).toBeNull();
    expect(used).toEqual([]);
  });
});

describe('a started installation', () => {
  const browser = 'b'.repeat(43);

  test('is finished once, in the browser where it began', async () => {
    const { state } = await communities().beginInstall({ browser });
    expect(await communities().finishInstall({ state, browser: 'c'.repeat(43) })).toBe('unknown');
    expect(await communities().finishInstall({ state: `${state}x`, browser })).toBe('unknown');
    const both = await Promise.all([1, 2].map(() => communities().finishInstall({ state, browser })));
    expect(both.sort()).toEqual(['ok', 'used']);
  });

  test('has ten minutes; nothing is kept of who only begins, nor for longer than it counts', async () => {
    await prisma().installState.deleteMany();
    const { state } = await communities().beginInstall({ browser });
    for (let begun = 0; begun < 20; begun += 1) await communities().beginInstall({ browser });
    expect(await prisma().installState.count()).toBe(0);
    core.clock.advance({ minutes: 10 });
    expect(await communities().finishInstall({ state, browser })).toBe('expired');
    expect(await prisma().installState.count()).toBe(0);
    for (let round = 0; round < 3; round += 1) {
      const { state: used } = await communities().beginInstall({ browser });
      expect(await communities().finishInstall({ state: used, browser })).toBe('ok');
      expect(JSON.stringify(await prisma().installState.findMany())).not.toContain(used);
      core.clock.advance({ minutes: 11 });
    }
    expect(await prisma().installState.count()).toBe(1);
  });

  test.each(['', 'x', 'A'.repeat(78), '💥'])('a state that nobody made is unknown: %j', async (state) => {
    expect(await communities().finishInstall({ state, browser })).toBe('unknown');
  });
});

test('an event is for whoever notes it first', async () => {
  const event = { provider: 'slack', eventId: 'Ev1', type: 'message' } as const;
  const noted = await Promise.all(Array.from({ length: 4 }, () => communities().receiveEvent(event)));
  expect(noted.filter(Boolean)).toHaveLength(1);
  expect(await communities().receiveEvent(event)).toBe(false);
});
