import { card } from '../../cards/card.ts';
import { type Command, defineCommand } from '../command.ts';
import { choice } from '../options/plain.ts';
import { session } from '../options/session.ts';
import { timeText } from './times.ts';

/** A session in the person's own calendar; without one, an address that their calendar reads all of them from. */
export const sessionCalendar: Command = defineCommand({
  path: 'session calendar',
  options: { session, feed: choice('on', 'off') },
  aside: true,
  async run(ctx, { session, feed }) {
    if (session) {
      const { google, outlook, file } = await ctx.api.sessions.getCalendarLinks({ sessionId: session.id });
      return {
        card: card({
          sign: '📆',
          title: ctx.say('session.calendar.title', { title: session.title }),
          text: timeText(ctx, session.scheduledAt, session.duration, []),
          links: [
            { label: ctx.say('session.calendar.file'), url: file },
            { label: ctx.say('session.calendar.google'), url: google },
            { label: ctx.say('session.calendar.outlook'), url: outlook },
          ],
          actions: [ctx.button('session calendar', ctx.say('session.calendar.all'))],
          footer: ctx.say('session.calendar.footer'),
        }),
      };
    }
    if (feed === 'off') {
      await ctx.api.sessions.closeFeed();
      const again = ctx.button('session calendar', ctx.say('session.calendar.open'), { feed: 'on' }, 'primary');
      return {
        card: card({
          sign: '📆',
          title: ctx.say('session.calendar.closed'),
          text: ctx.tell('session.calendar.closed_text'),
          actions: [again],
        }),
      };
    }
    if (feed === undefined) {
      return {
        card: card({
          sign: '📆',
          title: ctx.say('session.calendar.feed'),
          text: ctx.tell('session.calendar.ask'),
          actions: [
            ctx.button('session calendar', ctx.say('session.calendar.open'), { feed: 'on' }, 'primary'),
            ctx.button('session calendar', ctx.say('session.calendar.close'), { feed: 'off' }, 'danger'),
          ],
        }),
      };
    }
    const { url } = await ctx.api.sessions.openFeed();
    return {
      card: card({
        sign: '📆',
        title: ctx.say('session.calendar.feed'),
        text: ctx.tell('session.calendar.text', { url }),
        links: [{ label: ctx.say('session.calendar.file'), url }],
        actions: [ctx.button('session calendar', ctx.say('session.calendar.close'), { feed: 'off' }, 'danger')],
        footer: ctx.say('session.calendar.secret'),
      }),
    };
  },
});
