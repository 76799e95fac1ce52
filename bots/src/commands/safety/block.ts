import { type Card, card } from '../../cards/card.ts';
import { type Answer, type Command, defineCommand } from '../command.ts';
import type { CommandContext } from '../context.ts';
import { askFor } from '../form-of.ts';
import { hidden, OptionProblem } from '../option.ts';
import { integer, text } from '../options/plain.ts';
import { report } from './report.ts';
import { readSomebody, type Somebody, somebody } from './somebody.ts';

const picked = /^(block|report|ask)#(\d{1,9})$/;

/** Says no to somebody, at once and for good: what goes with it can be undone for some seconds. */
export const block: Command = defineCommand({
  path: 'block',
  options: {
    person: somebody,
    /** Of a menu on a card: what to do, and about whom. */
    pick: hidden(text(40)),
    room: hidden(integer(1, 2_147_483_647)),
    session: hidden(integer(1, 2_147_483_647)),
  },
  form: ['person'],
  async run(ctx, { person, pick, room, session }): Promise<Answer> {
    const [, act, id = ''] = picked.exec(pick ?? '') ?? [];
    if (pick && act === undefined) throw new OptionProblem('problems.stale');
    const typed = act === undefined ? person : `#${id}`;
    if (!typed) return askFor(ctx, itself(), {}, ['person']);
    if (act === 'report') return report.run(ctx, { person: typed, room, session });
    if (act === 'ask') return { card: askCard(ctx, typed, { room, session }) };
    return { card: await blocked(ctx, await readSomebody(typed, ctx)) };
  },
});

const itself = (): Command => block;

async function blocked(ctx: CommandContext, { ref, value }: Somebody): Promise<Card> {
  const { name } = await ctx.api.safety.block({ person: ref });
  return card({
    sign: '🚫',
    title: name === null ? ctx.say('block.title_nameless') : ctx.say('block.title', { name }),
    text: ctx.tell('block.text'),
    actions: [
      ctx.button('unblock', ctx.say('block.undo'), { person: value }, 'primary'),
      ctx.button('report', ctx.say('report.button'), { person: value }),
      ctx.button('blocks', ctx.say('blocks.button')),
    ],
    footer: ctx.say('block.footer'),
  });
}

/** Where a menu has room for names alone, what to do is asked here. */
function askCard(
  ctx: CommandContext,
  person: string,
  { room, session }: { room?: number | undefined; session?: number | undefined },
): Card {
  const seen = {
    ...(room === undefined ? {} : { room: String(room) }),
    ...(session === undefined ? {} : { session: String(session) }),
  };
  return card({
    sign: '🛟',
    title: ctx.say('block.ask'),
    text: ctx.tell('block.ask_text'),
    actions: [
      ctx.button('report', ctx.say('report.button'), { person, ...seen }, 'primary'),
      ctx.button('block', ctx.say('block.button'), { person }, 'danger'),
    ],
  });
}
