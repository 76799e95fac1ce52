import { fold } from '@echochat/core/platform/text.ts';
import type { BlockView } from '@echochat/core/safety/get-blocks.ts';
import type { Choice } from '../../cards/card.ts';
import { card } from '../../cards/card.ts';
import { type Command, defineCommand } from '../command.ts';
import type { CommandContext } from '../context.ts';
import { type Option, OptionProblem, required, saidBack } from '../option.ts';
import { choiceLabel } from '../options/plain.ts';
import { buttonValue, readRef } from './somebody.ts';

/** Whom somebody blocked, as they knew them. */
export const blockName = (ctx: CommandContext, { name, platform }: BlockView): string =>
  name ?? ctx.say('blocks.nameless', { platform: platform === null ? '' : choiceLabel(ctx, platform) });

async function choicesOf(ctx: CommandContext): Promise<Choice[]> {
  const { items } = await ctx.api.safety.getBlocks({ limit: 100 });
  return items.map((one) => ({ value: buttonValue(one.person, ctx), label: blockName(ctx, one) }));
}

/** One of the people whom the person blocked: nobody else is offered. */
const blockedPerson: Option<NonNullable<ReturnType<typeof readRef>>> = {
  type: 'text',
  required: false,
  hidden: false,
  asked: {
    kind: 'choice',
    multiple: false,
    choices: async (ctx) => (await choicesOf(ctx)).slice(0, 25),
    orShow: 'blocks',
  },
  suggest: async (typed, ctx) =>
    (await choicesOf(ctx)).filter(({ label }) => fold(label).includes(fold(typed).replace(/^@/, ''))).slice(0, 25),
  async read(typed, ctx) {
    const ref = readRef(typed, ctx);
    if (ref) return ref;
    const choices = await choicesOf(ctx);
    const named = choices.filter(({ label }) => fold(label) === fold(typed).replace(/^@/, ''));
    const only = named.length === 1 && named[0] ? readRef(named[0].value, ctx) : null;
    if (only) return only;
    throw new OptionProblem('problems.blocked', { given: saidBack(typed) }, choices.slice(0, 5));
  },
};

export const unblock: Command = defineCommand({
  path: 'unblock',
  options: { person: required(blockedPerson) },
  form: ['person'],
  async run(ctx, { person }) {
    await ctx.api.safety.unblock({ person });
    return {
      card: card({
        sign: '🌤️',
        title: ctx.say('unblock.title'),
        text: ctx.tell('unblock.text'),
        actions: [ctx.button('blocks', ctx.say('blocks.button'), {}, 'primary')],
      }),
    };
  },
});
