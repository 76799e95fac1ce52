import type { NoticeView } from '@echochat/core/notifications/notice-view.ts';
import type { Values } from '../cards/action-id.ts';
import { type Card, card, type Row, type Tone } from '../cards/card.ts';
import { asMarkdown, joinMarkdown } from '../cards/markdown.ts';
import type { CommandContext } from './context.ts';
import { digestCard } from './digest-card.ts';
import { overCard, requestCard, undoButton } from './link-cards.ts';
import { writeTo } from './match/write-to.ts';
import { choiceLabel } from './options/plain.ts';
import { invitationActions, offerActions } from './room/answer-actions.ts';
import { madeCard } from './room/made-card.ts';
import { pollActions, sessionActions } from './session/notice-actions.ts';
import { timeText } from './session/times.ts';
import type { WordKey } from './words.ts';

interface Style {
  sign: string;
  tone: Tone;
}

const styles: Readonly<Record<NoticeView['kind'], Style>> = {
  'match.interest': { sign: '📨', tone: 'act' },
  'match.accepted': { sign: '🎉', tone: 'celebrate' },
  'match.closed': { sign: '🍃', tone: 'act' },
  'skill.endorsed': { sign: '🌟', tone: 'teach' },
  'skill.arrived': { sign: '🌱', tone: 'learn' },
  'feedback.given': { sign: '💬', tone: 'learn' },
  'room.invited': { sign: '🚪', tone: 'act' },
  'room.declined': { sign: '🍃', tone: 'learn' },
  'room.offered': { sign: '🗝️', tone: 'act' },
  'room.taken-over': { sign: '🗝️', tone: 'celebrate' },
  'room.ended': { sign: '🌙', tone: 'learn' },
  'session.invited': { sign: '🗓️', tone: 'act' },
  'session.answered': { sign: '🗓️', tone: 'learn' },
  'session.moved': { sign: '🔀', tone: 'act' },
  'session.cancelled': { sign: '🍂', tone: 'act' },
  'session.removed': { sign: '🍂', tone: 'act' },
  'session.seat': { sign: '💺', tone: 'celebrate' },
  'session.reminder': { sign: '⏰', tone: 'act' },
  'session.starting': { sign: '🚪', tone: 'learn' },
  'session.late': { sign: '⏳', tone: 'act' },
  'session.waited-for': { sign: '👋', tone: 'act' },
  'session.missed': { sign: '🕯️', tone: 'trouble' },
  'session.completed': { sign: '💬', tone: 'learn' },
  'session.poll': { sign: '🗳️', tone: 'act' },
  'session.agreed': { sign: '🤝', tone: 'celebrate' },
  'session.undecided': { sign: '🍂', tone: 'learn' },
  'account.link-asked': { sign: '🔗', tone: 'trouble' },
  'account.link-declined': { sign: '🔗', tone: 'act' },
  'account.linked': { sign: '🔗', tone: 'act' },
  'account.unlinked': { sign: '🔗', tone: 'act' },
  'report.new': { sign: '🛟', tone: 'act' },
  'report.closed': { sign: '🛟', tone: 'learn' },
  digest: { sign: '🌊', tone: 'learn' },
};

/** Where a notice's words are. */
function wordsOf(notice: NoticeView) {
  switch (notice.kind) {
    case 'match.interest':
      return 'interest';
    case 'match.accepted':
      return 'accepted';
    case 'match.closed':
      return 'closed';
    case 'skill.endorsed':
      return 'endorsed';
    case 'skill.arrived':
      return 'arrived';
    case 'feedback.given':
      return 'feedback';
    case 'account.link-asked':
      return 'link_asked';
    case 'account.link-declined':
      return 'link_declined';
    case 'account.linked':
      return 'linked';
    case 'account.unlinked':
      return 'unlinked';
    case 'room.invited':
      return 'room';
    case 'room.declined':
      return 'room_declined';
    case 'room.offered':
      return 'room_offered';
    case 'room.taken-over':
      return 'room_taken_over';
    case 'room.ended':
      return 'room_ended';
    case 'digest':
      return 'digest';
    case 'report.new':
      return 'report_new';
    case 'report.closed':
      return `report_${notice.outcome ?? 'dismissed'}` as const;
    case 'session.answered':
      return `session_answered_${notice.answer ?? 'accepted'}` as const;
    case 'session.reminder':
      return notice.also.length > 0 ? 'session_reminder_more' : 'session_reminder';
    case 'session.invited':
      return 'session_invited';
    case 'session.moved':
      return 'session_moved';
    case 'session.cancelled':
      // Of what somebody called off without a word there is nobody to name.
      return notice.person === null ? 'session_called_off' : 'session_cancelled';
    case 'session.removed':
      return notice.isSeries ? 'session_removed_series' : 'session_removed';
    case 'session.seat':
      return 'session_seat';
    case 'session.starting':
      return 'session_starting';
    case 'session.late':
      return 'session_late';
    case 'session.waited-for':
      return 'session_waited_for';
    case 'session.missed':
      return 'session_missed';
    case 'session.completed':
      return 'session_completed';
    case 'session.poll':
      return 'session_poll';
    case 'session.agreed':
      return 'session_agreed';
    case 'session.undecided':
      return 'session_undecided';
  }
}

/** A notice as it arrives: a card of its own. */
export async function noticeCard(ctx: CommandContext, notice: NoticeView): Promise<Card> {
  const { sign, tone } = styles[notice.kind];
  const words = wordsOf(notice);
  const values = valuesOf(ctx, notice);
  const { session, poll } = notice;
  if (notice.kind === 'room.ended' && notice.room) {
    // Who cannot look at it any more still hears that it is over.
    const made = await ctx.api.rooms.getMade({ roomId: notice.room.id }).catch(() => null);
    if (made) return madeCard(ctx, made, ctx.say('notices.room_ended.title', values));
  }
  if (notice.kind === 'account.link-asked' && notice.linkRequestId !== null) {
    // Nobody says yes to an account that they have not seen.
    const asked = await ctx.api.auth.getLinkRequest({ requestId: notice.linkRequestId });
    return asked ? requestCard(ctx, asked) : overCard(ctx);
  }
  if (notice.kind === 'digest') return digestCard(ctx);
  // It may have ended since.
  const written =
    notice.kind === 'match.accepted' && notice.partnershipId !== null && notice.person !== null
      ? await writeTo(ctx, notice.person, notice.partnershipId).catch(() => [])
      : [];
  return card({
    sign,
    tone,
    title: ctx.say(`notices.${words}.title` satisfies WordKey, values),
    text: joinMarkdown(
      [
        ctx.tell(`notices.${words}.text` satisfies WordKey, values),
        ...written,
        ...(session ? [timeText(ctx, session.scheduledAt, session.duration, session.others)] : []),
        // Whether any of them suits is seen before anything is pressed.
        ...(poll?.status === 'open' ? poll.hours.map((at) => asMarkdown(`**${ctx.moment(at)}**`)) : []),
      ],
      '\n',
    ),
    actions: actionsOf(ctx, notice),
    footer: ctx.say('notices.footer'),
  });
}

/** A notice as one entry of the inbox. */
export function noticeRow(ctx: CommandContext, notice: NoticeView): Row {
  const { sign, tone } = styles[notice.kind];
  const words = wordsOf(notice);
  const values = valuesOf(ctx, notice);
  const [action] = actionsOf(ctx, notice);
  return {
    sign,
    tone,
    title: ctx.say(`notices.${words}.title` satisfies WordKey, values),
    text: joinMarkdown(
      [
        // Nobody says yes to an hour that they have not seen.
        ...(notice.session ? [timeText(ctx, notice.session.scheduledAt, notice.session.duration, [])] : []),
        ctx.tell(notice.isRead ? 'inbox.when' : 'inbox.when_new', { when: ctx.when(notice.createdAt) }),
      ],
      '\n',
    ),
    ...(action ? { action: { ...action, style: 'secondary' as const } } : {}),
  };
}

const valuesOf = (ctx: CommandContext, notice: NoticeView) => ({
  name: notice.person?.displayName ?? ctx.say('notices.somebody'),
  skill: notice.skillName ?? '',
  title:
    notice.session?.title ??
    notice.poll?.title ??
    notice.room?.title ??
    notice.community?.name ??
    ctx.say(someThing(notice)),
  platform: notice.platform === null ? '' : choiceLabel(ctx, notice.platform),
  ...sessionValues(ctx, notice),
});

const someThing = ({ kind }: NoticeView) => {
  if (kind.startsWith('report.')) return 'notices.some_community';
  return kind.startsWith('session.') ? 'notices.some_session' : 'notices.some_room';
};

const communityOf = ({ community }: NoticeView): Values => (community ? { community: String(community.id) } : {});

function sessionValues(ctx: CommandContext, { session, also, before }: NoticeView) {
  const titles = session ? [session, ...also].map(({ title }) => `“${title}”`) : [];
  return { in: before === null ? '' : beforeText(ctx, before), titles: ctx.list(titles) };
}

/** "in 10 minutes", "in an hour", "tomorrow": how long before, as it was when the notice was made. */
function beforeText(ctx: CommandContext, minutes: number): string {
  const whole = (unit: number) => minutes >= unit && minutes % unit === 0;
  if (whole(1_440)) return ctx.say('notices.before.days', { count: minutes / 1_440 });
  if (whole(60)) return ctx.say('notices.before.hours', { count: minutes / 60 });
  return ctx.say('notices.before.minutes', { count: minutes });
}

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
      return [
        ...(notice.partnershipId === null
          ? []
          : [
              ctx.button(
                'session find',
                ctx.say('session.find.button'),
                { partner: String(notice.partnershipId) },
                'primary',
              ),
            ]),
        ctx.button('match partners', ctx.say('match.partners.button')),
        ...profile,
      ];
    case 'match.closed':
      return [ctx.button('match find', ctx.say('match.find.button'), {}, 'primary')];
    case 'skill.arrived':
      return [
        ctx.button('match find', ctx.say('match.find.button'), {}, 'primary'),
        ctx.button('skills list', ctx.say('skills.list.button')),
      ];
    case 'skill.endorsed':
    case 'feedback.given':
      return profile;
    case 'room.offered':
      return notice.room ? offerActions(ctx, notice.room.id) : [];
    case 'room.invited':
      return notice.room ? invitationActions(ctx, notice.room.id) : [];
    case 'room.declined':
      return notice.room
        ? [ctx.button('room invite', ctx.say('room.invite.another'), { room: String(notice.room.id) }, 'primary')]
        : [];
    case 'room.taken-over':
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
    case 'session.invited':
    case 'session.answered':
    case 'session.moved':
    case 'session.cancelled':
    case 'session.removed':
    case 'session.seat':
    case 'session.reminder':
    case 'session.starting':
    case 'session.late':
    case 'session.waited-for':
    case 'session.missed':
    case 'session.completed':
    case 'session.agreed':
      return sessionActions(ctx, notice);
    case 'session.poll':
      return notice.poll ? pollActions(ctx, notice.poll) : [];
    case 'session.undecided':
      return [ctx.button('session find', ctx.say('session.find.button'), {}, 'primary')];
    case 'report.new':
      return [ctx.button('reports', ctx.say('reports.button'), communityOf(notice), 'primary')];
    case 'report.closed':
      return [ctx.button('echo', ctx.say('echo.button'), {}, 'primary')];
    case 'digest':
      return [ctx.button('session mine', ctx.say('session.mine.button'), {}, 'primary')];
    case 'account.link-asked':
      return notice.linkRequestId === null
        ? []
        : [ctx.button('link', ctx.say('link.look'), { request: String(notice.linkRequestId) }, 'primary')];
    case 'account.linked':
      return [ctx.button('echo', ctx.say('echo.button'), {}, 'primary'), undoButton(ctx)];
    case 'account.link-declined':
    case 'account.unlinked':
      return [ctx.button('echo', ctx.say('echo.button'), {}, 'primary')];
  }
}
