import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestCore, type TestCore } from '../../../test/core.ts';
import { refusal, refusalCode } from '../../../test/refusal.ts';

let core: TestCore;
beforeAll(async () => {
  core = await openTestCore();
});
afterAll(() => core.close());

const goalsOf = async (name: string) => (await (await core.newcomer(name)).api()).goals;
const day = (text: string) => new Date(`${text}T00:00:00Z`);

describe('goals', () => {
  test('a goal is about the skill that its title names, and follows a changed title', async () => {
    const goals = await goalsOf('Ana');
    const title = ' Play three songs on the  guitar ';
    const goal = await goals.createGoal({ title, targetDate: day('2027-06-30'), description: 'For June' });
    expect(goal).toMatchObject({ title: 'Play three songs on the guitar', targetDate: '2027-06-30', progress: 0 });
    expect(goal.category?.slug).toBe('guitar');
    expect((await goals.updateGoal({ goalId: goal.id, title: 'Speak Spanish' })).category?.slug).toBe('spanish');
    expect((await goals.updateGoal({ goalId: goal.id, title: 'Be happier' })).category).toBeNull();
  });

  test('a change of one thing leaves the others; an empty text clears', async () => {
    const goals = await goalsOf('Bea');
    const goal = await goals.createGoal({ title: 'Read', description: 'More', targetDate: day('2027-06-30') });
    expect(await goals.updateGoal({ goalId: goal.id, progress: 40 })).toEqual({ ...goal, progress: 40 });
    expect((await goals.updateGoal({ goalId: goal.id, description: '' })).description).toBeNull();
  });

  test('the nearest date comes first, what is reached last', async () => {
    const goals = await goalsOf('Cal');
    const make = async (title: string, date?: string) =>
      (await goals.createGoal({ title, ...(date === undefined ? {} : { targetDate: day(date) }) })).id;
    const reached = await make('Reached', '2027-03-02');
    const later = await make('Later', '2028-01-01');
    const some = await make('Some day');
    const soon = await make('Soon', '2027-04-01');
    await goals.updateGoal({ goalId: reached, progress: 100 });
    const order = async () => (await goals.getMyGoals()).map(({ id }) => id);
    expect(await order()).toEqual([soon, later, some, reached]);
    await goals.updateGoal({ goalId: reached, progress: 90 });
    expect(await order()).toEqual([reached, soon, later, some]);
  });

  test('another person’s goal is not found', async () => {
    const goal = await (await goalsOf('Dora')).createGoal({ title: 'Mine' });
    const others = await goalsOf('Eli');
    for (const goalId of [goal.id, 2_000_000_000]) {
      expect(await refusalCode(others.updateGoal({ goalId, progress: 1 }))).toBe('goal_not_found');
      expect(await refusalCode(others.deleteGoal({ goalId }))).toBe('goal_not_found');
    }
    expect(await (await goalsOf('Dora')).deleteGoal({ goalId: goal.id })).toEqual({ removed: goal.id });
    expect(await (await goalsOf('Dora')).getMyGoals()).toEqual([]);
  });

  test('a title, a date and a progress have their bounds', async () => {
    const goals = await goalsOf('Finn');
    const goal = await goals.createGoal({ title: 'Bounds' });
    for (const wrong of [
      () => goals.createGoal({ title: ' \u200b ' }),
      () => goals.createGoal({ title: 'a'.repeat(201) }),
      () => goals.createGoal({ title: 'Far', targetDate: new Date('+012027-01-01T00:00:00Z') }),
      () => goals.createGoal({ title: 'Never', targetDate: new Date(Number.NaN) }),
      () => goals.updateGoal({ goalId: goal.id, targetDate: new Date('-000100-01-01T00:00:00Z') }),
      () => goals.updateGoal({ goalId: goal.id, progress: 101 }),
    ])
      expect(await refusalCode(wrong())).toBe('invalid_input');
    expect(await goals.getMyGoals()).toEqual([goal]);
  });

  test('a fifty-first goal is refused, also when two are set at once', async () => {
    const gus = await core.newcomer('Gus');
    const title = 'One of many';
    await core.services.database.prisma.learningGoal.createMany({
      data: Array.from({ length: 49 }, () => ({ userId: gus.userId, title })),
    });
    const { goals } = await gus.api();
    const both = await Promise.allSettled([goals.createGoal({ title }), goals.createGoal({ title })]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await refusal(goals.createGoal({ title }))).toMatchObject({ code: 'goal_limit', params: { limit: 50 } });
  });
});
