import { actionId, type Values } from '../cards/action-id.ts';
import type { Form, FormField } from '../cards/form.ts';
import type { Answer, Command } from './command.ts';
import type { CommandContext } from './context.ts';
import type { Option } from './option.ts';
import { isWordKey, type WordKey } from './words.ts';

/**
 * The questions of a command's form, with what is known filled in. Its words are at `forms.<path>`; a field's at
 * `fields.<path>.<name>`, else at `fields.<name>`. `demanded` are answers that this form needs though the command does not.
 */
export async function askFor(
  ctx: CommandContext,
  command: Command,
  given: Values,
  demanded: readonly string[] = [],
): Promise<Answer> {
  const kept = Object.fromEntries(Object.entries(given).filter(([name]) => !command.form.includes(name)));
  const id = actionId(command.path, Object.keys(command.options), kept) ?? actionId(command.path, []) ?? command.path;
  const fields = await Promise.all(
    command.form.map((name) => fieldOf(ctx, command, name, given, demanded.includes(name))),
  );
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
    ...(value ? { value } : {}),
    ...(await askedOf(ctx, option, given)),
  };
}

async function askedOf(ctx: CommandContext, { asked }: Option<unknown>, given: Values) {
  switch (asked.kind) {
    case 'choice':
      return { kind: 'choice' as const, multiple: asked.multiple, choices: await asked.choices(ctx, given) };
    default:
      return asked;
  }
}
