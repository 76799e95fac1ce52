import type { SignInView } from '@echochat/core/auth/sessions/get-my-sign-ins.ts';
import { type Card, card, type Row } from '../cards/card.ts';
import type { CommandContext } from './context.ts';
import { nearestPage, pageButtons, pageFooter, pageSize } from './parts.ts';

/** Where somebody is signed in with a browser, last seen first, each with a button that ends it. */
export async function signInsCard(ctx: CommandContext, asked: number, hasEnded = false): Promise<Card> {
  const read = (at: number) => ctx.api.auth.getMySignIns({ limit: pageSize, offset: (at - 1) * pageSize });
  let found = await read(asked);
  const at = nearestPage(asked, found.total);
  if (at !== asked) found = await read(at);
  return card({
    sign: '🔑',
    title: ctx.say(hasEnded ? 'sign_ins.ended' : 'sign_ins.title'),
    text: ctx.tell('sign_ins.text', { count: found.total }),
    rows: found.items.map((one) => signInRow(ctx, one)),
    actions: [
      ...pageButtons(ctx, at, found.total, (label, next) => ctx.button('settings', label, { signedin: String(next) })),
      ctx.button('settings', ctx.say('sign_ins.everywhere'), { everywhere: 'yes' }, 'danger'),
      ctx.button('settings', ctx.say('settings.button')),
    ],
    ...pageFooter(ctx, at, found.total),
  });
}

function signInRow(ctx: CommandContext, { id, device, audience, roomTitle, lastSeenAt }: SignInView): Row {
  const place =
    audience === 'room' && roomTitle !== null
      ? ctx.tell('sign_ins.room_named', { title: roomTitle })
      : ctx.tell(`sign_ins.places.${audience}`);
  return {
    sign: '🖥️',
    title: device ?? ctx.say('sign_ins.unknown'),
    text: ctx.tell('sign_ins.seen', { when: ctx.when(lastSeenAt) }, { place }),
    action: ctx.button('settings', ctx.say('sign_ins.end'), { end: String(id) }),
  };
}

/** Says what signing out everywhere does, before it does. */
export const askEverywhereCard = (ctx: CommandContext): Card =>
  card({
    sign: '🔑',
    tone: 'trouble',
    title: ctx.say('sign_ins.ask'),
    text: ctx.tell('sign_ins.ask_text'),
    actions: [
      ctx.button('settings', ctx.say('sign_ins.sure'), { everywhere: 'yes', sure: 'yes' }, 'danger'),
      ctx.button('settings', ctx.say('sign_ins.back'), { signedin: '1' }),
    ],
  });

export const everywhereCard = (ctx: CommandContext, ended: number): Card =>
  card({
    sign: '🔑',
    title: ctx.say('sign_ins.out'),
    text: ctx.tell('sign_ins.out_text', { count: ended }),
    actions: [ctx.button('settings', ctx.say('settings.button'), {}, 'primary')],
  });
