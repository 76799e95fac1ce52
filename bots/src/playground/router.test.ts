import { answer, failure, peopleResponse, person, suggestResponse } from '@echochat/activity-protocol/playground.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openTestCore, type TestCore } from '../../../test/core.ts';
import { type RunningPlayground, startPlayground } from '../../test/playground.ts';

let core: TestCore;
let playground: RunningPlayground;
beforeAll(async () => {
  core = await openTestCore();
  await core.learner('Mei', { teaches: { Python: 8 }, learns: { Guitar: 2 }, timezone: 'Asia/Tokyo' });
  playground = await startPlayground(core);
});
afterAll(async () => {
  await playground.close();
  await core.close();
});

const run = async (as: string, line: string, hints = {}) => {
  const { status, body } = await playground.post('/playground/run', { as, line, hints });
  expect(status).toBe(200);
  return answer.parse(body);
};

describe('the playground over HTTP', () => {
  test('whoever is not known yet is a newcomer, called as they typed it', async () => {
    const asked = await run('Luz María', '/echo', { timezone: 'America/Bogota' });
    expect(asked).toMatchObject({ form: { id: 'echo' } });
    const { status, body } = await playground.post('/playground/press', {
      as: 'Luz María',
      id: 'echo',
      values: { teach: 'Guitar', learn: 'Python', timezone: 'America/Bogota' },
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({ card: { title: expect.stringMatching(/^You and Mei/) } });
    const me = person.parse((await playground.get('/playground/me?as=luz_maria')).body);
    expect(me).toMatchObject({ handle: 'luz_maria', displayName: 'Luz María', isNewcomer: false });
    expect(me.teaches).toEqual([{ name: 'Guitar', icon: '🎸' }]);
  });

  test('a form that was filled in wrong opens again by one button, filled', async () => {
    const values = { teach: 'Guitar', learn: 'Python', timezone: 'Nowhere at all' };
    const press = async (id: string, given = {}) =>
      answer.parse((await playground.post('/playground/press', { as: 'Pia', id, values: given })).body);
    const refused = await press('echo', values);
    const again = 'card' in refused && refused.card.actions.find(({ label }) => label === 'Open the form again');
    const opened = await press(again ? again.id : '');
    const fields = 'form' in opened ? opened.form.fields : [];
    expect(Object.fromEntries(fields.map(({ name, value }) => [name, value]))).toEqual(values);
    const id = 'form' in opened ? opened.form.id : '';
    expect(await press(id, { ...values, timezone: 'Europe/Lisbon' })).toMatchObject({ card: { tone: 'act' } });
  });

  test.each(['李雷', 'Мария', 'محمد', '🎸'])('names in every script are people of their own: %s', async (name) => {
    const me = person.parse((await playground.get(`/playground/me?as=${encodeURIComponent(name)}`)).body);
    expect(me.displayName).toBe(name);
    expect(me.handle).not.toBe('learner');
    const again = person.parse((await playground.get(`/playground/me?as=@${me.handle}`)).body);
    expect(again).toEqual(me);
  });

  test.each([
    ['José María', ['José María', 'José María 2', 'José María 3']],
    ['olu', ['Olu', 'Olu 2', 'Olu 3']],
    ['山田', ['山田', '山田 2']],
    ['X'.repeat(64), ['X'.repeat(60), `${'X'.repeat(60)} 2`]],
  ])('who comes is somebody new, also where others are called so: %s', async (as, names) => {
    const came = [];
    for (const _ of names) came.push(person.parse((await playground.post('/playground/come', { as })).body));
    expect(came.map(({ displayName }) => displayName)).toEqual(names);
    expect(new Set(came.map(({ handle }) => handle)).size).toBe(names.length);
    expect(came.every(({ isNewcomer }) => isNewcomer)).toBe(true);
    for (const one of came)
      expect(person.parse((await playground.get(`/playground/me?as=${one.handle}`)).body)).toEqual(one);
  });

  test('the language of the browser is the newcomer’s', async () => {
    await run('Jorge', '/echo', { locale: 'es-MX' });
    const jorge = await core.services.database.prisma.user.findUniqueOrThrow({ where: { handle: 'jorge' } });
    expect(jorge.locale).toBe('es-MX');
  });

  test('people are found by the beginning of their name', async () => {
    const { body } = await playground.get('/playground/people?query=me&limit=5');
    expect(peopleResponse.parse(body).people.map(({ handle }) => handle)).toEqual(['mei']);
    expect((await playground.get('/playground/people')).status).toBe(200);
  });

  test('lines and fields are suggested', async () => {
    const line = await playground.post('/playground/suggest', { as: 'mei', line: '/skills add skill:guit' });
    expect(suggestResponse.parse(line.body).suggestions[0]?.insert).toBe('/skills add skill:Guitar ');
    const field = await playground.post('/playground/suggest', {
      as: 'mei',
      form: 'echo',
      field: 'learn',
      query: 'pyth',
    });
    expect(suggestResponse.parse(field.body).suggestions[0]?.insert).toBe('Python');
  });

  test('a token works on the procedures', async () => {
    const { status, body } = await playground.post('/auth/playground', { as: 'Luz María' });
    const { token } = z.object({ token: z.string() }).parse(body);
    expect(status).toBe(200);
    const { userId } = await core.services.tokens.verify(token);
    const api = core.as(await core.actor(userId, 'browser'));
    expect((await api.profile.getMyProfile()).handle).toBe('luz_maria');
    core.clock.advance({ minutes: 16 });
    await expect(core.services.tokens.verify(token)).rejects.toThrow('not_signed_in');
  });
});

describe('what is no question', () => {
  test.each<[string, string, unknown, number]>([
    ['broken JSON', '/playground/run', '{"as":"mei"', 400],
    ['a list', '/playground/run', [], 400],
    ['nothing', '/playground/run', '', 400],
    ['null', '/playground/run', 'null', 400],
    ['a number for a name', '/playground/run', { as: 1, line: '/echo' }, 400],
    ['no name', '/playground/run', { as: '  ', line: '/echo' }, 400],
    ['a name that is too long', '/playground/run', { as: 'x'.repeat(65), line: '/echo' }, 400],
    ['no line', '/playground/run', { as: 'mei' }, 400],
    ['a line that is too long', '/playground/run', { as: 'mei', line: 'x'.repeat(20_001) }, 400],
    ['values that are none', '/playground/press', { as: 'mei', id: 'echo', values: { a: 1 } }, 400],
    ['an id that is too long', '/playground/press', { as: 'mei', id: 'x'.repeat(101) }, 400],
    ['hints that are none', '/playground/run', { as: 'mei', line: '/echo', hints: { timezone: 5 } }, 400],
    ['a body that is too large', '/playground/run', { as: 'mei', line: 'x'.repeat(250_000) }, 413],
    ['neither line nor form', '/playground/suggest', { as: 'mei' }, 400],
    ['no name for a token', '/auth/playground', {}, 400],
  ])('%s', async (_what, path, body, status) => {
    const answered = await playground.post(path, body);
    expect(answered.status).toBe(status);
    expect(answered.body).toEqual({ error: { code: 'invalid_input', message: expect.stringMatching(/.+/) } });
  });

  test.each([
    '/playground/me',
    '/playground/me?as=a&as=b',
    '/playground/people?limit=0',
    '/playground/people?limit=x',
    `/playground/people?query=${'x'.repeat(81)}`,
    '/playground/stream',
  ])('%s', async (path) => {
    const { status, body } = await playground.get(path);
    expect(status).toBe(400);
    expect(failure.parse(body).error.code).toBe('invalid_input');
  });

  test('text that is not declared as JSON', async () => {
    expect(
      (await playground.post('/playground/run', '{"as":"mei","line":"/echo"}', { 'content-type': 'text/plain' }))
        .status,
    ).toBe(400);
  });

  test('signs that a database refuses are taken out, wherever they stand', async () => {
    expect(await run('M\0ei', '/profile view \0', { locale: 'e\0s', timezone: '\0' })).toHaveProperty('card');
    expect(await run('New\0comer', '/echo', { locale: 'e\0s' })).toHaveProperty('form');
    expect(await run('\0\0', '/echo', { locale: '\0' })).toHaveProperty('form');
    expect(await run(`${'x'.repeat(63)}\ud800`, '/echo')).toHaveProperty('form');
    expect((await playground.get('/playground/people?query=%00%25')).status).toBe(200);
  });

  test('an account that is gone is not let in', async () => {
    await core.services.database.prisma.user.update({ where: { handle: 'jorge' }, data: { deletedAt: new Date() } });
    const { status, body } = await playground.post('/playground/run', { as: 'jorge', line: '/echo' });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(failure.parse(body).error.code).toBe('not_signed_in');
  });
});
