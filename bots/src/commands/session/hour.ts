import { card } from '../../cards/card.ts';
import { type Command, defineCommand } from '../command.ts';
import { hidden, required } from '../option.ts';
import { choice, integer, yesNo } from '../options/plain.ts';
import { session } from '../options/session.ts';
import { roomAnswer } from '../room/cards.ts';
import { sessionCard } from './cards.ts';

/** Into the room of a session, or to where else they meet. */
export const sessionJoin: Command = defineCommand({
  path: 'session join',
  options: { session: required(session) },
  opensRoom: true,
  form: ['session'],
  async run(ctx, { session }) {
    const { roomId, link } = await ctx.api.sessions.enterSession({ sessionId: session.id });
    if (roomId !== null) {
      const room = await ctx.api.rooms.getRoom({ roomId });
      return roomAnswer(ctx, room, ctx.tell('session.join.text'));
    }
    const shown = sessionCard(ctx, session, { text: ctx.tell('session.join.elsewhere') });
    return { card: { ...shown, links: [{ label: ctx.say('session.join.link'), url: link ?? '' }] } };
  },
});

/** Once more in some minutes, or never again of this one. */
export const sessionRemind: Command = defineCommand({
  path: 'session remind',
  options: { session: required(session), minutes: integer(5, 1_440), mute: yesNo },
  form: ['session', 'minutes'],
  async run(ctx, { session, minutes, mute }) {
    const sessionId = session.id;
    if (mute !== undefined) {
      await ctx.api.sessions.muteSession({ sessionId, isMuted: mute });
      const text = ctx.tell(mute ? 'session.remind.muted' : 'session.remind.unmuted');
      return { card: sessionCard(ctx, { ...session, isMuted: mute }, { sign: mute ? '🔕' : '🔔', text }) };
    }
    const { at } = await ctx.api.sessions.snoozeReminder({ sessionId, ...(minutes === undefined ? {} : { minutes }) });
    const text = ctx.tell('session.remind.snoozed', {}, { when: ctx.moment(at) });
    return { card: sessionCard(ctx, session, { sign: '💤', text }) };
  },
});

/** Somebody is late: send a word, wait, or be free. */
export const sessionLate: Command = defineCommand({
  path: 'session late',
  options: { session: required(session), step: hidden(choice('ping', 'wait', 'free')) },
  form: ['session'],
  async run(ctx, { session, step }) {
    const values = { session: String(session.id) };
    const sessionId = session.id;
    const back = ctx.button('session join', ctx.say('session.join.button'), values, 'primary');
    const free = ctx.button('session late', ctx.say('session.late.free'), { ...values, step: 'free' });
    if (step === 'free') {
      const { isOver } = await ctx.api.sessions.leaveLateSession({ sessionId });
      const again = ctx.button('session create', ctx.say('session.create.another'), {}, 'primary');
      const text = ctx.tell(isOver ? 'session.late.over' : 'session.late.freed');
      return { card: card({ sign: '🍃', tone: 'learn', title: session.title, text, actions: [again] }) };
    }
    if (step === 'wait')
      return {
        card: card({ sign: '🍵', title: session.title, text: ctx.tell('session.late.waiting'), actions: [back, free] }),
      };
    const { told } = await ctx.api.sessions.pingLate({ sessionId });
    const text = ctx.tell(told > 0 ? 'session.late.told' : 'session.late.nobody', { count: told });
    return { card: card({ sign: '👋', title: session.title, text, actions: [back, free] }) };
  },
});
