import { cleanLine, cleanText } from '@echochat/core/platform/text.ts';
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

/** What stands above a modal: its own title where Slack's 24 characters hold it, else our name over the title in full. */
function headOf(title: string): { bar: types.PlainTextElement; isWhole: boolean } {
  const isWhole = plainText(title, 150).text.length <= maxTitle;
  return { bar: plainText(isWhole ? title : 'EchoChat', maxTitle), isWhole };
}

/** A form as a modal. */
export function renderForm(form: Form, carry: Omit<Carried, 'form'>, words: { close: string }): types.ModalView {
  const { bar, isWhole } = headOf(form.title);
  const title: types.KnownBlock[] = isWhole ? [] : [{ type: 'header', text: plainText(form.title, 150) }];
  const elements = richText(form.text ?? '', 2_500);
  const text: types.KnownBlock[] = elements.length > 0 ? [{ type: 'rich_text', elements }] : [];
  return {
    type: 'modal',
    callback_id: formCallback,
    private_metadata: JSON.stringify({ form: form.id, ...carry }),
    title: bar,
    submit: plainText(form.submit, maxTitle),
    close: plainText(words.close, maxTitle),
    blocks: [...title, ...text, ...form.fields.map(inputOf)],
  };
}

/** A card in a modal: the answer to what was asked in one. */
export function cardModal(card: Card, options: RenderOptions, words: { close: string }): types.ModalView {
  const { bar, isWhole } = headOf(`${card.sign} ${card.title}`);
  const { blocks } = renderCard(card, options);
  const below = blocks.filter(({ type }) => type !== 'header');
  return {
    type: 'modal',
    callback_id: 'card',
    title: bar,
    close: plainText(words.close, maxTitle),
    blocks: isWhole && below.length > 0 ? below : blocks,
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
    case 'text':
      return textInput(field, field.multiline, field.maxLength);
    case 'number':
      return {
        type: 'number_input',
        ...base,
        is_decimal_allowed: false,
        min_value: String(field.min),
        max_value: String(field.max),
        ...initialNumber(field),
      };
    case 'search': {
      const written = cleanLine(field.value ?? '');
      const known = written !== '' && written.length <= 150 ? written : null;
      return {
        type: 'external_select',
        ...base,
        min_query_length: 1,
        ...(known ? { initial_option: { value: known, text: plainText(known, 75) } } : {}),
      };
    }
    case 'choice': {
      const options = optionsOf(field.choices);
      if (options.length === 0) return textInput(field, false, maxAnswer);
      const values = new Set(field.multiple ? field.value?.split(',') : [field.value]);
      const chosen = options.filter(({ value }) => value !== undefined && values.has(value));
      const [first] = chosen;
      return field.multiple
        ? { type: 'multi_static_select', ...base, options, ...(first ? { initial_options: chosen } : {}) }
        : { type: 'static_select', ...base, options, ...(first ? { initial_option: first } : {}) };
    }
  }
}

function textInput({ value }: FormField, multiline: boolean, maxLength: number): types.PlainTextInput {
  const max_length = Math.min(maxLength, maxAnswer);
  const known = multiline ? cleanText(value ?? '') : cleanLine(value ?? '');
  return {
    type: 'plain_text_input',
    action_id: inputAction,
    multiline,
    max_length,
    ...(known === '' ? {} : { initial_value: shorten(known, max_length) }),
  };
}

/** Slack refuses a whole modal for a number outside its range. */
function initialNumber({ value, min, max }: FormField & { kind: 'number' }): { initial_value?: string } {
  const known = value && /^-?\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
  return known >= min && known <= max ? { initial_value: String(known) } : {};
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
