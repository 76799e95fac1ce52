import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestCore, type TestCore } from '../../../test/core.ts';
import { refusal, refusalCode } from '../../../test/refusal.ts';
import { subscribe } from '../../../test/rows.ts';
import { appRouter, createCaller } from '../api.ts';
import { decidedElsewhere, type Permission, permissions } from './actor.ts';
import { openDatabase } from './db/database.ts';
import { openLog } from './log.ts';

let core: TestCore;
beforeAll(async () => {
  core = await openTestCore();
});
afterAll(() => core.close());

const guest = (origin: string = randomUUID()) => ({ kind: 'guest', locale: 'en', origin }) as const;

describe('who may call', () => {
  test('a guest reads what is public and nothing of a person’s own', async () => {
    const api = core.as(guest());
    expect(await api.skills.getCategories({})).not.toHaveLength(0);
    expect(await refusalCode(api.skills.getMySkills())).toBe('not_signed_in');
    expect(await refusalCode(api.auth.createToken())).toBe('not_signed_in');
  });

  test('only the house identifies people, and the house is no person', async () => {
    const ana = await core.newcomer('Ana');
    const known = { platform: 'playground', externalId: 'x', handle: 'x', displayName: 'X' } as const;
    expect(await refusalCode((await ana.api()).auth.identify(known))).toBe('not_allowed');
    expect(await refusalCode(core.as(guest()).auth.identify(known))).toBe('not_allowed');
    expect(await refusalCode(core.as({ kind: 'system', name: 'test' }).goals.getMyGoals())).toBe('not_allowed');
  });

  test('a permission that a procedure names is asked for', async () => {
    const bo = await core.newcomer('Bo');
    const actor = await bo.actor();
    const without = { ...actor, permissions: new Set<Permission>(['rooms:create']) };
    expect(await refusalCode(core.as(without).skills.removeSkill({ skillId: 1 }))).toBe('not_allowed');
    expect(await refusalCode(core.as(actor).skills.removeSkill({ skillId: 1 }))).toBe('skill_not_found');
  });
});

test('every permission is asked for by a procedure, or it is written down what decides in its place', () => {
  const asked = new Set(
    Object.values<unknown>(appRouter._def.procedures).flatMap((procedure) => {
      const meta: unknown = Reflect.get(Object(Reflect.get(Object(procedure), '_def')), 'meta');
      const permission: unknown = Reflect.get(Object(meta), 'permission');
      return permission === undefined ? [] : [permission];
    }),
  );
  const elsewhere = Object.keys(decidedElsewhere);
  expect([...asked, ...elsewhere].sort()).toEqual([...permissions].sort());
});

describe('what the plan gives', () => {
  test.each([
    ['free', 10, 20, 60, ['skills:manage', 'rooms:create', 'sessions:schedule', 'resources:upload']],
    ['pro', 50, 100, 200, ['rooms:host', 'verified:badge']],
    ['enterprise', -1, -1, 1_000, ['rooms:host', 'verified:badge', 'matching:unlimited']],
  ] as const)(
    '%s: %i matches a day, %i skills, %i calls a minute',
    async (plan, matches, maxSkills, calls, granted) => {
      const person = await core.newcomer(`On_${plan}`);
      if (plan !== 'free') await subscribe(core, person.userId, plan);
      const actor = await person.actor();
      expect(actor.plan).toMatchObject({ name: plan, maxSkills, apiCallsPerMinute: calls, perDay: { matches } });
      for (const permission of granted) expect(actor.permissions).toContain(permission);
      expect(actor.permissions.has('matching:unlimited')).toBe(plan === 'enterprise');
      expect(actor.permissions.has('rooms:host')).toBe(plan !== 'free');
    },
  );

  test('a subscription that has run out or was ended gives nothing; of two the better one counts', async () => {
    const cleo = await core.newcomer('Cleo');
    const { prisma } = core.services.database;
    const { id: planId } = await prisma.subscriptionPlan.findUniqueOrThrow({ where: { name: 'enterprise' } });
    const expiresAt = new Date(core.clock.now().epochMilliseconds);
    await prisma.userSubscription.create({ data: { userId: cleo.userId, planId, expiresAt } });
    await prisma.userSubscription.create({ data: { userId: cleo.userId, planId, status: 'cancelled' } });
    expect((await cleo.actor()).plan.name).toBe('free');
    await subscribe(core, cleo.userId, 'pro');
    await prisma.userSubscription.create({ data: { userId: cleo.userId, planId, status: 'past_due' } });
    expect((await cleo.actor()).plan.name).toBe('enterprise');
  });

  test('calls a minute: the 61st of a free account is refused, a paid one goes on', async () => {
    const dan = await core.newcomer('Dan');
    const eva = await core.newcomer('Eva');
    await subscribe(core, eva.userId, 'pro');
    const [danActor, evaActor] = [await dan.actor(), await eva.actor()];
    for (let call = 0; call < 60; call += 1) {
      await core.as(danActor).notifications.getPreferences();
      await core.as(evaActor).notifications.getPreferences();
    }
    expect(await refusalCode(core.as(danActor).notifications.getPreferences())).toBe('too_many_requests');
    expect(await core.as(evaActor).notifications.getPreferences()).toBeDefined();
  });

  test('a command is one call however many procedures it reads; guests are counted by where they come from', async () => {
    const fay = await core.newcomer('Fay');
    const command = core.as(await fay.actor());
    for (let read = 0; read < 70; read += 1) await command.notifications.getPreferences();

    const origin = randomUUID();
    for (let call = 0; call < 60; call += 1) await core.as(guest(origin)).skills.suggestCategories({ query: 'gui' });
    expect(await refusalCode(core.as(guest(origin)).skills.suggestCategories({ query: 'gui' }))).toBe(
      'too_many_requests',
    );
    expect(await core.as(guest()).skills.suggestCategories({ query: 'gui' })).toBeDefined();
  });
});

describe('what a refusal says', () => {
  test('a wrong value is named by its field', async () => {
    const call = core.as(guest()).skills.suggestCategories({ query: 'guitar', limit: 1.5 });
    expect(await refusal(call)).toMatchObject({ code: 'invalid_input', params: { field: 'limit' } });
  });

  test('what nobody foresaw shows an id and nothing of the inside', async () => {
    const broken = core.as({
      ...guest(),
      get locale(): string {
        throw new Error('inside');
      },
    });
    const { code, params } = await refusal(broken.skills.getCategories({}));
    expect(code).toBe('internal');
    expect(Object.keys(params)).toEqual(['id']);
    expect(params['id']).toMatch(/^[0-9a-f]{8}$/);
  });

  test('a database out of reach is said as such', async () => {
    const gil = await (await core.newcomer('Gil')).actor();
    const database = await openDatabase({ url: 'postgresql://postgres@127.0.0.1:1/none', log: openLog('silent') });
    const api = createCaller({ actor: gil, services: { ...core.services, database }, meter: async () => {} });
    expect(await refusalCode(api.discovery.findPeople({ query: 'a' }))).toBe('unavailable');
    expect(await refusalCode(api.goals.getMyGoals())).toBe('unavailable');
    await database.close();
  });
});
