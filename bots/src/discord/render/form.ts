import {
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  type APITextDisplayComponent,
  type APITextInputComponent,
  ComponentType,
  TextInputStyle,
} from 'discord.js';
import { z } from 'zod';
import type { Form, FormField } from '../../cards/form.ts';
import { asMarkdown, shorten } from '../../cards/markdown.ts';
import { discordMarkdown } from './markdown.ts';
import { optionsOf } from './options.ts';

const maxParts = 5;
const maxAnswer = 4_000;

/** A form as a modal. What it says first stands at the top where there is a place left for it. */
export function renderForm(form: Form): APIModalInteractionResponseCallbackData {
  const fields = form.fields.slice(0, maxParts).map(labelOf);
  const content = fields.length < maxParts ? discordMarkdown(form.text ?? asMarkdown(''), 1_000) : '';
  const text: APITextDisplayComponent[] = content === '' ? [] : [{ type: ComponentType.TextDisplay, content }];
  return { custom_id: form.id, title: shorten(form.title, 45), components: [...text, ...fields] };
}

function labelOf(field: FormField): APILabelComponent {
  return {
    type: ComponentType.Label,
    label: shorten(field.label, 45),
    ...(field.hint ? { description: shorten(field.hint, 100) } : {}),
    component: inputOf(field),
  };
}

function inputOf(field: FormField): APILabelComponent['component'] {
  const { name: custom_id, required } = field;
  switch (field.kind) {
    case 'choice': {
      const chosen = new Set(field.multiple ? field.value?.split(',') : [field.value]);
      const options = optionsOf(field.choices).map((option) =>
        chosen.has(option.value) ? { ...option, default: true } : option,
      );
      if (options.length === 0) return textInput(field, 100, false);
      // Several may be marked beforehand only where several may be chosen.
      return {
        type: ComponentType.StringSelect,
        custom_id,
        required,
        options,
        min_values: required ? 1 : 0,
        max_values: field.multiple ? options.length : 1,
      };
    }
    case 'number':
      return {
        type: ComponentType.TextInput,
        style: TextInputStyle.Short,
        custom_id,
        required,
        placeholder: `${field.min}–${field.max}`,
        max_length: 12,
        ...filled(field.value, 12),
      };
    case 'text':
    case 'search':
      return textInput(field, field.maxLength, field.kind === 'text' && field.multiline);
  }
}

function textInput({ name, required, value }: FormField, maxLength: number, isLong: boolean): APITextInputComponent {
  const max_length = Math.min(maxLength, maxAnswer);
  return {
    type: ComponentType.TextInput,
    style: isLong ? TextInputStyle.Paragraph : TextInputStyle.Short,
    custom_id: name,
    required,
    max_length,
    ...filled(value, max_length),
  };
}

const filled = (value: string | undefined, max: number) => (value ? { value: shorten(value, max) } : {});

const answered = z.object({
  custom_id: z.string(),
  value: z.string().optional(),
  values: z.array(z.string()).optional(),
});
const part = z.object({ component: answered.optional(), components: z.array(answered).optional() });

/** What was filled in, by the options' names; several choices are separated by commas. */
export function readModal(components: unknown): Record<string, string> {
  const parts = z.array(part).parse(components);
  const fields = parts.flatMap(({ component, components = [] }) => (component ? [component] : components));
  return Object.fromEntries(
    fields.map(({ custom_id, value, values }) => [custom_id, value ?? values?.join(',') ?? '']),
  );
}
