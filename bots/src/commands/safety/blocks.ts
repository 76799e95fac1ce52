import { card } from '../../cards/card.ts';
import { type Command, defineCommand } from '../command.ts';
import { page } from '../options/plain.ts';
import { nearestPage, pageButtons, pageFooter, pageSize } from '../parts.ts';
import { buttonValue } from './somebody.ts';
import { blockName } from './unblock.ts';

/** Whom the person blocked; nobody else sees this list. */
export const blocks: Command = defineCommand({
  path: 'blocks',
  options: { page },
  async run(ctx, { page }) {
    const read = (at: number) => ctx.api.safety.getBlocks({ limit: pageSize, offset: (at - 1) * pageSize });
    // A list holds five hundred at most.
    const asked = Math.min(Math.max(1, page ?? 1), 100);
    let found = await read(asked);
    const { total } = found.items.length > 0 || asked === 1 ? found : await read(1);
    const at = nearestPage(asked, total);
    if (at !== asked) found = await read(at);
    return {
      card: card({
        sign: '🚫',
        title: ctx.say('blocks.title'),
        text: total === 0 ? ctx.tell('blocks.empty') : ctx.tell('blocks.text', { count: total }),
        rows: found.items.map((one) => ({
          title: blockName(ctx, one),
          text: ctx.tell('blocks.since', { when: ctx.when(one.createdAt) }),
          action: ctx.button('unblock', ctx.say('unblock.button'), { person: buttonValue(one.person, ctx) }),
        })),
        actions:
          total === 0
            ? [ctx.button('echo', ctx.say('echo.button'), {}, 'primary')]
            : pageButtons(ctx, at, total, (label, next) => ctx.button('blocks', label, { page: String(next) })),
        ...pageFooter(ctx, at, total),
      }),
    };
  },
});
