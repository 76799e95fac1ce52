import type { Form } from '@echochat/activity-protocol/playground.ts';
import { describe, expect, it } from 'vitest';
import { checkValues, toggleChoice } from './check-values.ts';

const form: Form = {
  id: 'x',
  title: 'A form',
  submit: 'Save',
  fields: [
    { kind: 'search', name: 'skill', label: 'Skill', required: true, maxLength: 5 },
    { kind: 'number', name: 'level', label: 'Level', required: false, min: 1, max: 10 },
  ],
};

describe('the values of a form', () => {
  it.each([
    [{ skill: ' ', level: '' }, { skill: { key: 'form.required' } }],
    [{ skill: 'Piano', level: '10' }, {}],
    [{ skill: 'Guitar', level: '' }, { skill: { key: 'form.too-long', values: { count: 1 } } }],
    [{ skill: 'Go', level: '11' }, { level: { key: 'form.range', values: { min: 1, max: 10 } } }],
    [{ skill: 'Go', level: 'ten' }, { level: { key: 'form.range', values: { min: 1, max: 10 } } }],
    [{}, { skill: { key: 'form.required' } }],
  ])('%j', (values: Record<string, string>, complaints) => {
    expect(checkValues(form, values)).toEqual(complaints);
  });
});

describe('several choices', () => {
  it.each([
    ['', 'b', 'b'],
    ['b', 'a', 'a,b'],
    ['a,b', 'a', 'b'],
    ['b', 'b', ''],
  ])('%j with %j is %j', (value, choice, next) => {
    expect(toggleChoice(value, choice, ['a', 'b', 'c'])).toBe(next);
  });
});
