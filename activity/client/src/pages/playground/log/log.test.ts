import type { Card, Form } from '@echochat/activity-protocol/playground.ts';
import { describe, expect, it } from 'vitest';
import { emptyLog, LOG_LENGTH, type Log, type LogEvent, logReducer, openForm } from './log.ts';

const card: Card = {
  sign: '👋',
  title: 'Hello',
  tone: 'act',
  text: 'Hi',
  fields: [],
  rows: [],
  links: [],
  actions: [],
  selects: [],
};
const form: Form = {
  id: 'skills.add',
  title: 'Add a skill',
  submit: 'Add',
  fields: [{ kind: 'text', name: 'skill', label: 'Skill', required: true, multiline: false, maxLength: 80 }],
};
const at = 1_000;
const after = (...events: LogEvent[]): Log => events.reduce(logReducer, emptyLog);
const kinds = (log: Log) => log.entries.map((entry) => entry.kind);
const run: LogEvent = { type: 'asked', key: 'a', at, ask: { kind: 'run', line: '/echo' }, from: null };
const openedForm: LogEvent[] = [run, { type: 'answered', key: 'a', at, answer: { form } }];
const submit: LogEvent = {
  type: 'asked',
  key: 'b',
  at,
  from: null,
  ask: { kind: 'submit', id: form.id, entry: 'a', values: { skill: 'Guitar' } },
};

describe('the log', () => {
  it('keeps a line, then its card', () => {
    const log = after(run, { type: 'answered', key: 'a', at, answer: { card } });
    expect(kinds(log)).toEqual(['line', 'card']);
    expect(log.pending).toEqual([]);
  });

  it('keeps a line whose request failed, with what to try again', () => {
    const log = after(run, { type: 'failed', key: 'a', at, said: '' });
    expect(kinds(log)).toEqual(['line', 'failure']);
    expect(log.entries.at(-1)).toMatchObject({ ask: { kind: 'run', line: '/echo' } });
  });

  it('asks a failure again without repeating its line', () => {
    const again: LogEvent = { type: 'asked again', key: 'b', failure: 'a' };
    const log = after(run, { type: 'failed', key: 'a', at, said: '' }, again);
    expect(kinds(log)).toEqual(['line']);
    expect(log.pending).toEqual([{ key: 'b', ask: { kind: 'run', line: '/echo' }, from: null }]);
    expect(kinds(logReducer(log, { type: 'answered', key: 'b', at, answer: { card } }))).toEqual(['line', 'card']);
  });

  it('takes answers in any order', () => {
    const second: LogEvent = { type: 'asked', key: 'b', at, ask: { kind: 'press', id: 'x', label: 'Go' }, from: 'c' };
    const log = after(run, second, { type: 'answered', key: 'b', at, answer: { card } });
    expect(log.pending.map(({ key }) => key)).toEqual(['a']);
  });

  it('opens a form, and keeps what was typed when it is closed', () => {
    const opened = after(...openedForm);
    expect(openForm(opened)).toMatchObject({ key: 'a', values: { skill: '' } });
    const closed = logReducer(opened, { type: 'form closed', entry: 'a', values: { skill: 'Gui' } });
    expect(openForm(closed)).toBeNull();
    expect(openForm(logReducer(closed, { type: 'form opened', entry: 'a' }))?.values).toEqual({ skill: 'Gui' });
  });

  it('leaves a form open, with its values and the reason, when it cannot be sent', () => {
    const log = after(...openedForm, submit, { type: 'failed', key: 'b', at, said: 'No connection' });
    expect(openForm(log)).toMatchObject({ values: { skill: 'Guitar' }, trouble: 'No connection' });
  });

  it('closes a form that was taken, and one that met trouble can be opened again', () => {
    const taken = after(...openedForm, submit, { type: 'answered', key: 'b', at, answer: { card } });
    expect(taken.entries[1]).toMatchObject({ state: 'sent' });
    const trouble = { card: { ...card, tone: 'trouble' as const } };
    const refused = after(...openedForm, submit, { type: 'answered', key: 'b', at, answer: trouble });
    expect(refused.entries[1]).toMatchObject({ state: 'closed', values: { skill: 'Guitar' } });
  });

  it('keeps the values when the server asks the same form again', () => {
    const again = { ...form, text: 'That skill is unknown.' };
    const log = after(...openedForm, submit, { type: 'answered', key: 'b', at, answer: { form: again } });
    expect(kinds(log)).toEqual(['line', 'form']);
    expect(openForm(log)).toMatchObject({ form: { text: 'That skill is unknown.' }, values: { skill: 'Guitar' } });
  });

  it('shows the same news once, and new news of a restarted server', () => {
    const event = { id: 1, at: '2026-11-23T10:00:00Z', card };
    const log = after(
      { type: 'heard', event },
      { type: 'heard', event },
      { type: 'heard', event: { ...event, at: '2026-11-23T11:00:00Z' } },
    );
    expect(kinds(log)).toEqual(['card', 'card']);
  });

  it('forgets the oldest entries', () => {
    const many = Array.from({ length: LOG_LENGTH + 50 }, (_, index): LogEvent => ({ ...run, key: `${index}` }));
    const log = after(...many);
    expect(log.entries).toHaveLength(LOG_LENGTH);
    expect(log.entries.at(-1)?.key).toBe(`${LOG_LENGTH + 49}-asked`);
  });
});
