import { answer as wireAnswer } from '@echochat/activity-protocol/playground.ts';
import type { Action } from '@echochat/bots/cards/card.ts';
import type { Form } from '@echochat/bots/cards/form.ts';
import type { Answer } from '@echochat/bots/commands/command.ts';
import { isWordKey } from '@echochat/bots/commands/words.ts';

// What holds for every answer of every command, whatever led to it. The numbers are the smallest that a chat allows.

const longest = { id: 100, label: 75, title: 256, formTitle: 45, fieldLabel: 45, hint: 100 };

/** What is wrong with an answer; nothing, where all is well. */
export function complaints(given: Answer): string[] {
  const parsed = wireAnswer.safeParse(JSON.parse(JSON.stringify(given)));
  const found = parsed.success ? [] : [`it does not travel: ${parsed.error.message}`];
  return [...found, ...('card' in given ? ofCard(given.card) : ofForm(given.form))];
}

function ofCard(card: Extract<Answer, { card: unknown }>['card']): string[] {
  const actions = [...card.actions, ...card.rows.flatMap(({ action }) => action ?? [])];
  const ids = actions.map(({ id }) => id);
  const menus = card.selects.map(({ id, option }) => `${id} ${option}`);
  const texts = [
    card.title,
    card.text,
    card.footer ?? '',
    ...card.fields.flatMap(({ name, value }) => [name, value]),
    ...card.rows.flatMap(({ title, text }) => [title, text]),
    ...actions.map(({ label }) => label),
    ...card.selects.flatMap(({ label, choices }) => [label, ...choices.map((choice) => choice.label)]),
  ];
  return [
    ...check(card.title.trim() !== '' && card.title.length <= longest.title, `the title is "${card.title}"`),
    ...check(card.text.trim() !== '', 'there is no text'),
    ...check(card.rows.length <= 25, `${card.rows.length} rows`),
    ...check(card.fields.length <= 4, `${card.fields.length} facts`),
    ...check(card.actions.length <= 6, `${card.actions.length} actions`),
    ...check(
      card.fields.every(({ name, value }) => name.trim() !== '' && value.trim() !== ''),
      'an empty fact',
    ),
    ...check(
      card.rows.every(({ title }) => title.trim() !== ''),
      'an empty row',
    ),
    ...check(new Set(ids).size === ids.length, `ids more than once: ${ids.join(' ')}`),
    ...check(new Set(menus).size === menus.length, `menus more than once: ${menus.join(', ')}`),
    ...[...ids, ...card.selects.map(({ id }) => id)].flatMap((id) =>
      check(id.length > 0 && id.length <= longest.id, `the id "${id}"`),
    ),
    ...actions.flatMap(ofAction),
    ...texts.flatMap(ofText),
  ];
}

const ofAction = ({ label }: Action): string[] =>
  check(label.trim() !== '' && label.length <= longest.label, `the label "${label}"`);

function ofForm(form: Form): string[] {
  return [
    ...check(form.title.trim() !== '' && form.title.length <= longest.formTitle, `the form's title "${form.title}"`),
    ...check(form.id.length > 0 && form.id.length <= longest.id, `the form's id "${form.id}"`),
    ...check(form.fields.length >= 1 && form.fields.length <= 5, `${form.fields.length} questions`),
    ...check(new Set(form.fields.map(({ name }) => name)).size === form.fields.length, 'a question twice'),
    ...form.fields.flatMap((field) => [
      ...check(field.label.trim() !== '' && field.label.length <= longest.fieldLabel, `the label "${field.label}"`),
      ...check((field.hint ?? '').length <= longest.hint, `the hint "${field.hint}"`),
      ...check(field.kind !== 'choice' || field.choices.length > 0, `nothing to choose as ${field.name}`),
      ...check(field.kind !== 'choice' || field.choices.length <= 25, `too much to choose as ${field.name}`),
    ]),
    ...[form.title, form.text ?? '', form.submit, ...form.fields.map(({ label }) => label)].flatMap(ofText),
  ];
}

/** Slips of the program that a person must never read. */
function ofText(text: string): string[] {
  return [
    ...check(!/\bundefined\b|\bnull\b|\bNaN\b|\[object|Invalid Date/.test(text), `a slip in "${text}"`),
    ...check(!/\{\s*\w+\s*[,}]/.test(text), `an unfilled place in "${text}"`),
    ...check(!(text.match(/[a-z_]+(?:\.[a-z_]+)+/gi) ?? []).some(isWordKey), `the name of a text in "${text}"`),
    ...check(text.isWellFormed(), `half a character in "${text}"`),
  ];
}

const check = (holds: boolean, complaint: string): string[] => (holds ? [] : [complaint]);
