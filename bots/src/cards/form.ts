import type { Choice } from './card.ts';
import type { Markdown } from './markdown.ts';

interface FieldBase {
  /** The option that it fills. */
  name: string;
  label: string;
  hint?: string;
  required: boolean;
  /** What stands in it at first; several values are separated by commas. */
  value?: string;
}

export type FormField = FieldBase &
  (
    | { kind: 'text'; multiline: boolean; maxLength: number }
    | { kind: 'number'; min: number; max: number }
    | { kind: 'choice'; multiple: boolean; choices: Choice[] }
    | { kind: 'search'; maxLength: number }
  );

/** Questions in place of typing. Submitting runs the command of `id` with the fields' values as its options. */
export interface Form {
  id: string;
  title: string;
  text?: Markdown;
  /** At most five: what a modal of every chat can hold. */
  fields: FormField[];
  submit: string;
  /** The id of a button that opens it anew with all that was typed; its own id where that says all. */
  again?: string;
}
