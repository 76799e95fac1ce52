import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestCore, type TestCore } from '../../../test/core.ts';
import { refusalCode } from '../../../test/refusal.ts';

let core: TestCore;
beforeAll(async () => {
  core = await openTestCore();
});
afterAll(() => core.close());

const identify = (
  externalId: string,
  handle: string,
  more: { workspaceId?: string; displayName?: string; avatarUrl?: string } = {},
) =>
  core
    .as({ kind: 'system', name: 'test' })
    .auth.identify({ platform: 'slack', externalId, handle, displayName: handle, ...more });

describe('who somebody is', () => {
  test('a first word makes an account, the next one finds it and learns a changed name', async () => {
    const first = await identify('U1', 'Mei Lin');
    expect(first.isNew).toBe(true);
    expect(await identify('U1', 'mei', { displayName: 'Mei' })).toMatchObject({
      userId: first.userId,
      isNew: false,
      communityId: null,
    });
    const { prisma } = core.services.database;
    const user = await prisma.user.findUniqueOrThrow({ where: { id: first.userId }, include: { identities: true } });
    expect(user).toMatchObject({ handle: 'mei_lin', isMatchable: false, onboardedAt: null });
    expect(user.identities).toMatchObject([{ handle: 'mei', displayName: 'Mei' }]);
  });

  test('the same id in another workspace is somebody else', async () => {
    const here = await identify('U2', 'ana', { workspaceId: 'T1' });
    const there = await identify('U2', 'ana', { workspaceId: 'T2' });
    expect(there.userId).not.toBe(here.userId);
  });

  test('two first words in the same instant make one account', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => identify('U3', 'bo')));
    expect(new Set(answers.map(({ userId }) => userId)).size).toBe(1);
    expect(answers.filter(({ isNew }) => isNew)).toHaveLength(1);
  });

  test('several people of one name in the same instant all get an account, each with a handle of their own', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, (_, index) => identify(`V${index}`, 'Alex')));
    const ids = answers.map(({ userId }) => userId);
    expect(new Set(ids).size).toBe(6);
    const users = await core.services.database.prisma.user.findMany({ where: { id: { in: ids } } });
    expect(users.map(({ handle }) => handle).toSorted()).toEqual([
      'alex',
      'alex_2',
      'alex_3',
      'alex_4',
      'alex_5',
      'alex_6',
    ]);
  });
});

describe('somebody whose name would deceive', () => {
  test('gets in all the same, under one that does not', async () => {
    const { prisma } = core.services.database;
    const avatarUrl = 'https://evil.example/look.png';
    const forged = await identify('U-forged', 'Ｅchо.Chat', { displayName: 'Еcho\u200bChat Suppоrt', avatarUrl });
    const user = await prisma.user.findUniqueOrThrow({ where: { id: forged.userId }, include: { identities: true } });
    expect(user).toMatchObject({ displayName: 'Learner', identities: [{ displayName: 'Learner', avatarUrl: null }] });
    expect(user.handle).toMatch(/^learner(?:_\d+)?$/);
    const link = await identify('U-link', 'nitro', { displayName: 'https://free-nitro.example/claim' });
    const linked = await prisma.user.findUniqueOrThrow({ where: { id: link.userId } });
    expect(linked.displayName).toBe('free-nitro. example/claim');
    // Nor later, by calling themselves so.
    await identify('U-link', 'nitro', { displayName: 'Discord Staff' });
    expect(await prisma.identity.findFirst({ where: { externalId: 'U-link' } })).toMatchObject({
      displayName: 'Learner',
    });
  });

  test('may call no room so either', async () => {
    const { rooms } = await (await core.newcomer('Fay')).api();
    expect(await refusalCode(rooms.createRoom({ title: 'EchoChat Suppοrt' }))).toBe('invalid_input');
  });
});

describe('settings and the first answers', () => {
  test('the language and being matched are changed one by one', async () => {
    const settings = (await (await core.newcomer('Cal')).api()).auth;
    expect(await settings.updateSettings({ language: 'es' })).toEqual({ locale: 'es', isMatchable: false });
    expect(await settings.updateSettings({ isMatchable: true })).toEqual({ locale: 'es', isMatchable: true });
  });

  test('onboarding keeps all of its answers or none, and may be said again', async () => {
    const dora = await core.newcomer('Dora');
    const teach = { type: 'teach', categoryId: await core.skillId('Guitar') } as const;
    const learn = { type: 'learn', categoryId: await core.skillId('Spanish') } as const;
    const answers = {
      skills: [teach, learn],
      wishes: [{ type: 'learn', text: 'Falconry' } as const],
      timezone: 'Europe/Lisbon',
    };
    const { auth, skills, profile } = await dora.api();
    const unknown = { ...answers, skills: [teach, { ...learn, categoryId: 2_000_000_000 }] };
    expect(await refusalCode(auth.completeOnboarding(unknown))).toBe('skill_unknown');
    const empty = { ...answers, wishes: [{ type: 'learn', text: '???' } as const] };
    expect(await refusalCode(auth.completeOnboarding(empty))).toBe('wish_empty');
    expect(await refusalCode(auth.completeOnboarding({ ...answers, timezone: 'Lisbon' }))).toBe('time_zone_unknown');
    expect(await skills.getMySkills()).toEqual([]);
    expect((await profile.getMyProfile()).availability).toBeNull();
    expect((await dora.actor()).isOnboarded).toBe(false);

    await auth.completeOnboarding(answers);
    await auth.completeOnboarding({ ...answers, timezone: 'Asia/Tokyo' });
    expect((await skills.getMySkills()).map(({ type }) => type)).toEqual(['teach', 'learn']);
    const saved = await profile.getMyProfile();
    expect((await skills.getMyWishes()).map(({ text }) => text)).toEqual(['Falconry']);
    expect(saved).toMatchObject({ isOnboarded: true, isMatchable: true, availability: { timezone: 'Asia/Tokyo' } });
  });

  test('a token says who one is, as the rows say it', async () => {
    const eli = await core.newcomer('Eli');
    const { token } = await (await eli.api()).auth.createToken();
    const claims = await core.services.tokens.verify(token);
    expect(claims).toMatchObject({ userId: eli.userId, role: 'user' });
    expect(claims.permissions).toContain('skills:manage');
    expect(claims.subscription).toBeUndefined();
  });
});
