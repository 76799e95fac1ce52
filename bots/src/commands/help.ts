import { card } from '../cards/card.ts';
import { asMarkdown, escapeMarkdown } from '../cards/markdown.ts';
import { type Command, defineCommand } from './command.ts';
import type { CommandContext } from './context.ts';
import { wordPath } from './form-of.ts';
import { text } from './options/plain.ts';
import { isWordKey } from './words.ts';

/** The commands by what they are for. `commands` is the registry, given to it to keep imports in one direction. */
export const helpWith = (commands: () => readonly Command[]): Command =>
  defineCommand({
    path: 'help',
    options: { command: text(40) },
    async run(ctx, { command }) {
      const asked = command?.replace(/^\//, '').toLowerCase().trim();
      const found = asked ? commands().filter(({ path }) => path === asked || path.startsWith(`${asked} `)) : [];
      return { card: found.length > 0 && asked ? groupCard(ctx, asked, found) : overview(ctx, commands(), asked) };
    },
  });

function overview(ctx: CommandContext, commands: readonly Command[], asked: string | undefined) {
  const groups = [...new Set(commands.map(({ path }) => path.split(' ')[0] ?? path))];
  return card({
    sign: '🧭',
    title: ctx.say('help.title'),
    text: asked ? ctx.tell('help.unknown', { command: asked }) : ctx.tell('help.text'),
    rows: groups.map((group) => {
      const subs = commands
        .filter(({ path }) => path.startsWith(`${group} `))
        .map(({ path }) => path.slice(group.length + 1));
      const key = `help.groups.${group}`;
      return {
        title: subs.length > 0 ? `/${group}  ${subs.join(' · ')}` : `/${group}`,
        text: isWordKey(key) ? ctx.tell(key) : asMarkdown(''),
      };
    }),
    actions: [
      ctx.button('echo', ctx.say('echo.button'), {}, 'primary'),
      ctx.button('match find', ctx.say('match.find.button')),
      ctx.button('settings', ctx.say('settings.button')),
    ],
    footer: ctx.say('help.footer'),
  });
}

function groupCard(ctx: CommandContext, asked: string, commands: readonly Command[]) {
  return card({
    sign: '🧭',
    title: `/${asked}`,
    text: ctx.tell('help.group'),
    rows: commands.map((command) => ({ title: `/${command.path}`, text: describe(ctx, command) })),
    actions: [ctx.button('help', ctx.say('help.all'), {}, 'primary')],
  });
}

/** What a command does, and its options. */
export function describe(ctx: CommandContext, command: Command) {
  const options = Object.entries(command.options)
    .filter(([, option]) => !option.hidden)
    .map(([name, option]) => (option.required ? `\`${name}:\`` : `[\`${name}:\`]`));
  return asMarkdown([escapeMarkdown(summary(ctx, command.path)), options.join(' ')].filter(Boolean).join('\n'));
}

/** One line on what a command does. */
export function summary(ctx: Pick<CommandContext, 'say'>, path: string): string {
  const key = `commands.${wordPath(path)}`;
  return isWordKey(key) ? ctx.say(key) : `/${path}`;
}
