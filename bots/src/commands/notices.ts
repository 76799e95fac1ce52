import type { NoticeView } from '@echochat/core/notifications/notice-view.ts';
import { type Card, card, type Row, type Tone } from '../cards/card.ts';
import type { CommandContext } from './context.ts';
import { choiceLabel } from './options/plain.ts';
import { madeCard } from './room/made-card.ts';
import type { WordKey } from './words.ts';

interface Style {
  sign: string;
  tone: Tone;
  words: 'interest' | 'accepted' | 'closed' | 'endorsed' | 'feedback' | 'linked' | 'room' | 'room_ended';
}

const styles: Readonly<Record<NoticeView['kind'], Style>> = {
  'match.interest': { sign: '📨', tone: 'act', words: 'interest' },
  'match.accepted': { sign: '🎉', tone: 'celebrate', words: 'accepted' },
  'match.closed': { sign: '🍃', tone: 'act', words: 'closed' },
  'skill.endorsed': { sign: '🌟', tone: 'teach', words: 'endorsed' },
  'feedback.given': { sign: '💬', tone: 'learn', words: 'feedback' },
  'room.invited': { sign: '🚪', tone: 'act', words: 'room' },
  'room.ended': { sign: '🌙', tone: 'learn', words: 'room_ended' },
  'account.linked': { sign: '🔗', tone: 'act', words: 'linked' },
};

/** A notice as it arrives: a card of its own. */
export async function noticeCard(ctx: CommandContext, notice: NoticeView): Promise<Card> {
  const { sign, tone, words } = styles[notice.kind];
  const values = valuesOf(ctx, notice);
  if (notice.kind === 'room.ended' && notice.room) {
    // Who cannot look at it any more still hears that it is over.
    const made = await ctx.api.rooms.getMade({ roomId: notice.room.id }).catch(() => null);
    if (made) return madeCard(ctx, made, ctx.say('notices.room_ended.title', values));
  }
  return card({
    sign,
    tone,
    title: ctx.say(`notices.${words}.title` satisfies WordKey, values),
    text: ctx.tell(`notices.${words}.text` satisfies WordKey, values),
    actions: actionsOf(ctx, notice),
    footer: ctx.say('notices.footer'),
  });
}

/** A notice as one entry of the inbox. */
export function noticeRow(ctx: CommandContext, notice: NoticeView): Row {
  const { sign, tone, words } = styles[notice.kind];
  const values = valuesOf(ctx, notice);
  const [action] = actionsOf(ctx, notice);
  return {
    sign,
    tone,
    title: ctx.say(`notices.${words}.title` satisfies WordKey, values),
    text: ctx.tell(notice.isRead ? 'inbox.when' : 'inbox.when_new', { when: ctx.when(notice.createdAt) }),
    ...(action ? { action: { ...action, style: 'secondary' as const } } : {}),
  };
}

const valuesOf = (ctx: CommandContext, notice: NoticeView) => ({
  name: notice.person?.displayName ?? ctx.say('notices.somebody'),
  skill: notice.skillName ?? '',
  title: notice.room?.title ?? ctx.say('notices.some_room'),
  platform: notice.platform === null ? '' : choiceLabel(ctx, notice.platform),
});

function actionsOf(ctx: CommandContext, notice: NoticeView): Card['actions'] {
  const { matchId, person } = notice;
  const profile = person ? [ctx.button('profile view', ctx.say('match.profile'), { person: `@${person.handle}` })] : [];
  switch (notice.kind) {
    case 'match.interest': {
      if (matchId === null || person === null) return [];
      const values = { match: String(matchId) };
      return [
        ctx.button('match accept', ctx.say('match.accept.button', { name: person.displayName }), values, 'primary'),
        ctx.button('match why', ctx.say('match.why.button'), values),
        ctx.button('match decline', ctx.say('match.decline.button'), values),
      ];
    }
    case 'match.accepted':
      return [ctx.button('match partners', ctx.say('match.partners.button'), {}, 'primary'), ...profile];
    case 'match.closed':
      return [ctx.button('match find', ctx.say('match.find.button'), {}, 'primary')];
    case 'skill.endorsed':
    case 'feedback.given':
      return profile;
    case 'room.invited':
      return notice.room
        ? [ctx.button('room join', ctx.say('room.join.button'), { room: String(notice.room.id) }, 'primary')]
        : [];
    case 'room.ended':
      return notice.room
        ? [
            ctx.button('room made', ctx.say('room.made.button'), { room: String(notice.room.id) }, 'primary'),
            ctx.button('room reopen', ctx.say('room.reopen.button'), { room: String(notice.room.id) }),
          ]
        : [];
    case 'account.linked':
      return [ctx.button('echo', ctx.say('echo.button'), {}, 'primary')];
  }
}
