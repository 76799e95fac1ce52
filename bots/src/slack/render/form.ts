import type { types } from '@slack/bolt';
import { z } from 'zod';
import type { Card } from '../../cards/card.ts';
import type { Form, FormField } from '../../cards/form.ts';
import { shorten } from '../../cards/markdown.ts';
import { optionsOf, type RenderOptions, renderCard } from './card.ts';
import { plainText, richText } from './text.ts';

export const formCallback = 'form';
const maxTitle = 24;
const maxAnswer = 3_000;
const inputAction = 'value';

/** What a modal carries with it: which form it is, and where its answer is to be shown. */
const carried = z.object({ form: z.string(), responseUrl: z.string().optional() });
export type Carried = z.output<typeof carried>;
export const readCarried = (metadata: string): Carried | null => {
  try {
    return carried.parse(JSON.parse(metadata));
  } catch {
    return null;
  }
};

/** A form as a modal. A title that is longer than Slack's 24 characters stands above the questions in full. */
export function renderForm(form: Form, carry: Omit<Carried, 'form'>, words: { close: string }): types.ModalView {
  const title: types.KnownBlock[] =
    form.title.length > maxTitle ? [{ type: 'header', text: plainText(form.title, 150) }] : [];
  const text: types.KnownBlock[] = form.text ? [{ type: 'rich_text', elements: richText(form.text, 2_500) }] : [];
  return {
    type: 'modal',
    callback_id: formCallback,
    private_metadata: JSON.stringify({ form: form.id, ...carry }),
    title: plainText(form.title, maxTitle),
    submit: plainText(form.submit, maxTitle),
    close: plainText(words.close, maxTitle),
    blocks: [...title, ...text, ...form.fields.map(inputOf)],
  };
}

/** A card in a modal: the answer to what was asked in one. */
export function cardModal(card: Card, options: RenderOptions, words: { close: string }): types.ModalView {
  return {
    type: 'modal',
    callback_id: 'card',
    title: plainText(card.title, maxTitle),
    close: plainText(words.close, maxTitle),
    blocks: renderCard(card, options).blocks,
  };
}

function inputOf(field: FormField): types.InputBlock {
  return {
    type: 'input',
    block_id: field.name,
    label: plainText(field.label, 2_000),
    ...(field.hint ? { hint: plainText(field.hint, 2_000) } : {}),
    optional: !field.required,
    element: elementOf(field),
  };
}

function elementOf(field: FormField): types.InputBlock['element'] {
  const base = { action_id: inputAction };
  switch (field.kind) {
    case 'text': {
      const max_length = Math.min(field.maxLength, maxAnswer);
      return {
        type: 'plain_text_input',
        ...base,
        multiline: field.multiline,
        max_length,
        ...(field.value ? { initial_value: shorten(field.value, max_length) } : {}),
      };
    }
    case 'number':
      return {
        type: 'number_input',
        ...base,
        is_decimal_allowed: false,
        min_value: String(field.min),
        max_value: String(field.max),
        ...(field.value && /^\d{1,9}$/.test(field.value) ? { initial_value: field.value } : {}),
      };
    case 'search': {
      const known = field.value && field.value.length <= 150 ? field.value : null;
      return {
        type: 'external_select',
        ...base,
        min_query_length: 1,
        ...(known ? { initial_option: { value: known, text: plainText(known, 75) } } : {}),
      };
    }
    case 'choice': {
      const options = optionsOf(field.choices);
      const values = new Set(field.multiple ? field.value?.split(',') : [field.value]);
      const chosen = options.filter(({ value }) => value !== undefined && values.has(value));
      const [first] = chosen;
      return field.multiple
        ? { type: 'multi_static_select', ...base, options, ...(first ? { initial_options: chosen } : {}) }
        : { type: 'static_select', ...base, options, ...(first ? { initial_option: first } : {}) };
    }
  }
}

const option = z.object({ value: z.string() });
const answered = z.object({
  value: z.string().nullish(),
  selected_option: option.nullish(),
  selected_options: z.array(option).nullish(),
});
const state = z.record(z.string(), z.record(z.string(), answered));

/** What was filled in, by the options' names; several choices are separated by commas. */
export const readView = (values: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(state.parse(values)).map(([name, inputs]) => {
      const { value, selected_option: one, selected_options: many } = inputs[inputAction] ?? {};
      return [name, value ?? one?.value ?? many?.map((chosen) => chosen.value).join(',') ?? ''];
    }),
  );
