import type { Form, FormField } from '@echochat/activity-protocol/playground.ts';
import type { Values, WordKey } from '../words/words.ts';

/** What is wrong with a field's value, as words for the one who typed it. */
export type Complaint = { key: WordKey; values?: Values };

function complaint(field: FormField, value: string): Complaint | null {
  if (value.trim() === '') return field.required ? { key: 'form.required' } : null;
  switch (field.kind) {
    case 'text':
    case 'search': {
      const over = [...value].length - field.maxLength;
      return over > 0 ? { key: 'form.too-long', values: { count: over } } : null;
    }
    case 'number': {
      const number = Number(value);
      const { min, max } = field;
      return Number.isFinite(number) && number >= min && number <= max
        ? null
        : { key: 'form.range', values: { min, max } };
    }
    case 'choice':
      return null;
  }
}

/** The complaints about a form's values by field name; none where it can be sent. The server judges again. */
export function checkValues(form: Form, values: Record<string, string>): Record<string, Complaint> {
  const complaints: Record<string, Complaint> = {};
  for (const field of form.fields) {
    const found = complaint(field, values[field.name] ?? '');
    if (found !== null) complaints[field.name] = found;
  }
  return complaints;
}

/** Takes a choice into a comma-separated value, or out of it, in the order of the choices. */
export function toggleChoice(value: string, choice: string, order: readonly string[]): string {
  const chosen = new Set(value.split(',').filter((part) => part !== ''));
  if (!chosen.delete(choice)) chosen.add(choice);
  return order.filter((part) => chosen.has(part)).join(',');
}
