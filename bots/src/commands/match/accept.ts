import type { PersonView } from '@echochat/core/matching/match-view.ts';
import { card, type Link } from '../../cards/card.ts';
import { joinMarkdown } from '../../cards/markdown.ts';
import { type Command, defineCommand } from '../command.ts';
import type { CommandContext } from '../context.ts';
import { required } from '../option.ts';
import { match } from '../options/things.ts';
import { hoursText, lessonList } from '../parts.ts';
import { writeTo } from './write-to.ts';

/** In the playground one person may be at two windows, and see both sides. */
const windowAs = (ctx: CommandContext, { handle, displayName }: PersonView): Link => ({
  label: ctx.say('match.accept.window', { name: displayName }),
  url: `/playground?${new URLSearchParams({ as: handle })}`,
});

export const matchAccept: Command = defineCommand({
  path: 'match accept',
  options: { match: required(match) },
  form: ['match'],
  async run(ctx, { match: matchId }) {
    const { match, partnershipId } = await ctx.api.matching.respondToMatch({ matchId, action: 'accept' });
    const name = match.them.displayName;
    const profile = ctx.button('profile view', ctx.say('match.profile'), { person: `@${match.them.handle}` });
    if (match.status !== 'accepted') {
      // The playground shows news as they come; a chat has to be allowed to write.
      const { ask } = ctx.actor.via === 'playground' ? { ask: false } : await ctx.api.notifications.askAboutMessages();
      return {
        card: card({
          sign: '📨',
          title: ctx.say('match.accept.waiting', { name }),
          text: joinMarkdown(
            [
              ctx.tell('match.accept.waiting_text', { name, when: ctx.when(match.expiresAt) }),
              ...(match.them.isInvented ? [ctx.tell('match.accept.invented', { name })] : []),
              ...(ask ? [ctx.tell('match.accept.may_write', { name })] : []),
            ],
            '\n\n',
          ),
          links: ctx.actor.via === 'playground' ? [windowAs(ctx, match.them)] : [],
          actions: ask
            ? [
                ctx.button('settings', ctx.say('match.accept.write'), { dms: 'on' }, 'primary'),
                ctx.button('match list', ctx.say('match.list.button')),
              ]
            : [ctx.button('match list', ctx.say('match.list.button'), {}, 'primary'), profile],
        }),
      };
    }
    return {
      card: card({
        sign: '🎉',
        title: ctx.say('match.accept.partners', { name }),
        tone: 'celebrate',
        text: joinMarkdown(
          [
            ctx.tell('match.accept.partners_text', { name }),
            ...(partnershipId === null ? [] : await writeTo(ctx, match.them, partnershipId)),
          ],
          '\n\n',
        ),
        fields: [
          {
            name: ctx.say('match.they_teach', { name }),
            value: lessonList(ctx, match.theyTeach),
          },
          { name: ctx.say('match.you_teach', { name }), value: lessonList(ctx, match.youTeach) },
          { name: ctx.say('match.hours_title'), value: hoursText(ctx, match) },
        ],
        actions: [
          ctx.button('room create', ctx.say('room.create.button'), { partner: `@${match.them.handle}` }, 'primary'),
          ctx.button('session find', ctx.say('session.find.button'), { partner: `@${match.them.handle}` }),
          ctx.button('match partners', ctx.say('match.partners.button')),
          profile,
        ],
      }),
    };
  },
});
