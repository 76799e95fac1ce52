import type { Values } from '@echochat/bots/cards/action-id.ts';
import type { Card } from '@echochat/bots/cards/card.ts';
import type { Form } from '@echochat/bots/cards/form.ts';
import type { Answer } from '@echochat/bots/commands/command.ts';
import type { Hints } from '@echochat/bots/commands/context.ts';
import { openDispatcher } from '@echochat/bots/commands/dispatch.ts';
import { expect } from 'vitest';
import type { Person, TestCore } from '../../test/core.ts';
import { complaints } from './answer-rules.ts';

/** A person at a chat: what they type and press, and what they are answered. */
export interface Voice extends Person {
  says(line: string): Promise<Answer>;
  presses(id: string, values?: Values): Promise<Answer>;
}

/** Gives people a voice. Every answer they get is held against the rules that all answers keep. */
export function openStory(core: TestCore) {
  const dispatcher = openDispatcher(core);
  const kept = (answer: Answer): Answer => {
    expect(complaints(answer)).toEqual([]);
    return answer;
  };
  return (person: Person, hints: Hints = {}): Voice => {
    const context = () => dispatcher.context(person.userId, 'playground', hints);
    return {
      ...person,
      says: async (line) => kept(await dispatcher.line(await context(), line)),
      presses: async (id, values) => kept(await dispatcher.press(await context(), id, values)),
    };
  };
}

export function cardOf(answer: Answer): Card {
  if ('form' in answer) throw new Error(`expected a card, but got the form "${answer.form.title}"`);
  return answer.card;
}

export function formOf(answer: Answer): Form {
  if ('card' in answer) throw new Error(`expected a form, but got the card "${answer.card.title}"`);
  return answer.form;
}

/** The names of a form's fields with what stands in them. */
export const filledIn = (answer: Answer): Record<string, string | undefined> =>
  Object.fromEntries(formOf(answer).fields.map(({ name, value }) => [name, value]));

export const labelsOf = (answer: Answer): string[] => cardOf(answer).actions.map(({ label }) => label);

/** Everything that can be pressed on a card. */
export const idsOf = (answer: Answer): string[] => {
  const { actions, rows, selects } = cardOf(answer);
  return [...actions, ...rows.flatMap(({ action }) => action ?? []), ...selects].map(({ id }) => id);
};

/** The id of the button with this label, on the card or on one of its rows. */
export function button(answer: Answer, label: string): string {
  const { actions, rows } = cardOf(answer);
  const all = [...actions, ...rows.flatMap(({ action }) => action ?? [])];
  const found = all.find((action) => action.label === label);
  if (!found) throw new Error(`no button says "${label}", only ${all.map((action) => action.label).join(', ')}`);
  return found.id;
}

/** All that a card says, as one text. */
export function wordsOf(answer: Answer): string {
  const { title, text, fields, rows, actions, footer = '' } = cardOf(answer);
  const parts = [
    title,
    text,
    ...fields.flatMap(({ name, value }) => [name, value]),
    ...rows.flatMap((row) => [row.title, row.text]),
    ...actions.map(({ label }) => label),
    footer,
  ];
  return parts.join('\n').replace(/\\(.)/gs, '$1');
}
