import type { Values } from '../cards/action-id.ts';
import type { Choice } from '../cards/card.ts';
import type { Form, FormField } from '../cards/form.ts';
import type { Answer, Command } from './command.ts';
import type { CommandContext } from './context.ts';
import type { Option } from './option.ts';
import { typedId } from './typed.ts';
import { isWordKey, type WordKey } from './words.ts';

/**
 * The questions of a command's form, with what is known filled in. Its words are at `forms.<path>`; a field's at
 * `fields.<path>.<name>`, else at `fields.<name>`. `demanded` are answers that this form needs though the command does not;
 * `known` is an id that holds what is given beside.
 */
export async function askFor(
  ctx: CommandContext,
  command: Command,
  given: Values,
  demanded: readonly string[] = [],
  known?: string,
): Promise<Answer> {
  const beside = Object.fromEntries(Object.entries(given).filter(([name]) => !command.form.includes(name)));
  const [id, ...fields] = await Promise.all([
    known ?? typedId(ctx, command, beside),
    ...command.form.map((name) => fieldOf(ctx, command, name, given, demanded.includes(name))),
  ]);
  const word = (part: string): WordKey | null => {
    const key: string = `forms.${wordPath(command.path)}.${part}`;
    return isWordKey(key) ? key : null;
  };
  const [title, text, submit] = [word('title'), word('text'), word('submit')];
  const form: Form = {
    id,
    title: title === null ? `/${command.path}` : ctx.say(title),
    ...(text === null ? {} : { text: ctx.tell(text) }),
    // A choice without anything to choose from, where none is needed, asks nothing.
    fields: fields
      .filter((field) => field !== null)
      .filter((field) => field.required || field.kind !== 'choice' || field.choices.length > 0),
    submit: ctx.say(submit ?? 'forms.submit'),
  };
  return { form };
}

const mostChoices = 25;
/** As much as a text field of every chat holds. */
const longestField = 3_000;

export const wordPath = (path: string): string => path.replace(' ', '_');

async function fieldOf(
  ctx: CommandContext,
  command: Command,
  name: string,
  given: Values,
  isDemanded: boolean,
): Promise<FormField | null> {
  const option = command.options[name];
  const value = given[name];
  if (!option) return null;
  const own = `fields.${wordPath(command.path)}.${name}`;
  const labelKey = isWordKey(`${own}.label`) ? `${own}.label` : `fields.${name}.label`;
  const hintKey = isWordKey(`${own}.hint`) ? `${own}.hint` : `fields.${name}.hint`;
  return {
    name,
    label: isWordKey(labelKey) ? ctx.say(labelKey) : name,
    ...(isWordKey(hintKey) ? { hint: ctx.say(hintKey) } : {}),
    required: option.required || isDemanded,
    ...(await askedOf(ctx, option, value, given)),
  };
}

/** How it is asked, with what stands in it at first. */
async function askedOf(ctx: CommandContext, option: Option<unknown>, typed: string | undefined, given: Values) {
  const { asked } = option;
  const value = typed ? { value: typed } : {};
  switch (asked.kind) {
    case 'choice': {
      const { multiple } = asked;
      const choices = await asked.choices(ctx, given);
      const chosen = typed ? await chosenOf(ctx, option, choices, typed, given) : [];
      const first = (choice: Choice) => Number(!chosen.includes(choice.value));
      return {
        kind: 'choice' as const,
        multiple,
        // Chats show the first 25.
        choices: choices.length > mostChoices ? choices.toSorted((a, b) => first(a) - first(b)) : choices,
        ...(chosen.length > 0 ? { value: chosen.join(',') } : {}),
      };
    }
    case 'number':
      return { ...asked, ...value };
    default:
      // What is too long can be made shorter where all of it stands.
      return { ...asked, maxLength: Math.max(asked.maxLength, Math.min(typed?.length ?? 0, longestField)), ...value };
  }
}

/** Of the choices those that were typed, in whatever words the option understands. */
async function chosenOf(
  ctx: CommandContext,
  option: Option<unknown>,
  choices: readonly Choice[],
  typed: string,
  given: Values,
): Promise<string[]> {
  const known = new Set(choices.map(({ value }) => value));
  const parts = typed.split(',').map((part) => part.trim());
  if (parts.every((part) => known.has(part))) return parts;
  const read = await option.read(typed, ctx, given).catch(() => []);
  return [read]
    .flat()
    .map(typedAs)
    .filter((value) => known.has(value));
}

/** What a value that was understood is typed as. */
function typedAs(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return String(typeof value === 'object' && value !== null && 'id' in value ? value.id : value);
}
