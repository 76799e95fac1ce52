import type { RoomView } from '@echochat/core/rooms/room-view.ts';
import type { Link, Row } from '../../cards/card.ts';
import { card } from '../../cards/card.ts';
import { asMarkdown, escapeMarkdown, joinMarkdown, type Markdown, shorten } from '../../cards/markdown.ts';
import type { Answer } from '../command.ts';
import type { CommandContext } from '../context.ts';
import type { OpenedVoice } from '../place.ts';
import { blockOrReport } from '../safety/block-or-report.ts';
import { declineButton, offerActions } from './answer-actions.ts';

/** The way from the chat into a room. The playground stands at the same address, whatever that is. */
async function linkTo(ctx: CommandContext, roomId: number, evenSo: boolean): Promise<Link> {
  const { url, path } = await ctx.api.rooms.openDoor({ roomId, evenSo });
  return { label: ctx.say('room.open'), url: ctx.actor.via === 'playground' ? path : url };
}

/**
 * An open room: who is in it, and the ways in. Where the chat can, it opens at once. `evenSo`: although somebody is there
 * whom they blocked.
 */
export async function roomAnswer(ctx: CommandContext, room: RoomView, text: Markdown, evenSo = false): Promise<Answer> {
  const link = await linkTo(ctx, room.id, evenSo);
  if (ctx.hasActivity) await ctx.api.rooms.wishRoom({ roomId: room.id });
  const voice = await ctx.place?.voice?.open(ctx.place.communityId, room);
  const isHost = room.yourRole === 'host';
  const values = { room: String(room.id) };
  const shown = card({
    sign: room.category?.icon ?? '🚪',
    title: room.title,
    text,
    fields: [
      { name: ctx.say('room.people'), value: escapeMarkdown(peopleText(ctx, room)) },
      { name: ctx.say('room.seats'), value: ctx.tell('room.seats_text', seatsOf(room)) },
      { name: ctx.say('room.door'), value: ctx.tell(doorOf(room)) },
      ...(voice ? [{ name: ctx.say('room.voice'), value: voiceText(ctx, voice) }] : []),
    ],
    links: [link, ...(voice && 'url' in voice ? [{ label: ctx.say('room.voice_join'), url: voice.url }] : [])],
    actions: [
      ctx.button('room invite', ctx.say('room.invite.button'), values),
      isHost
        ? ctx.button('room end', ctx.say('room.end.button'), values, 'danger')
        : ctx.button('room leave', ctx.say('room.leave.button'), values),
      ...(room.isInvited ? [declineButton(ctx, room.id)] : []),
      ...(room.isOffered ? offerActions(ctx, room.id) : []),
    ],
    selects: blockOrReport(ctx, room.people, { room: room.id }),
    footer: ctx.say('room.link_footer'),
  });
  return { card: shown, opensActivity: ctx.hasActivity };
}

function voiceText(ctx: CommandContext, voice: NonNullable<OpenedVoice>): Markdown {
  if ('url' in voice) return ctx.tell(voice.isOpenToOthers ? 'room.voice_unguarded' : 'room.voice_here');
  return ctx.tell(voice.isForbidden ? 'room.voice_forbidden' : 'room.voice_failed');
}

const doorOf = (room: RoomView) => (room.isLocked ? 'room.locked' : room.isPublic ? 'room.public' : 'room.private');

const seatsOf = (room: RoomView) => ({
  taken: room.taken,
  seats: room.maxParticipants,
});

const peopleText = (ctx: CommandContext, room: RoomView): string =>
  shorten(
    ctx.list(
      room.people
        .filter(({ isActive }) => isActive)
        .slice(0, 6)
        .map(({ displayName }) => displayName),
    ) || ctx.say(room.taken > 0 ? 'room.others' : 'room.nobody'),
    200,
  );

/** A room as one entry of a list, with the step that is next for it. */
export function roomRow(ctx: CommandContext, room: RoomView): Row {
  const values = { room: String(room.id) };
  const isEnded = room.status === 'ended';
  return {
    sign: room.category?.icon ?? '🚪',
    title: room.title,
    text: joinMarkdown(
      [
        ...(room.category ? [escapeMarkdown(room.category.name)] : []),
        isEnded
          ? ctx.tell('room.ended_on', { when: ctx.when(room.endedAt ?? room.createdAt) })
          : ctx.tell('room.seats_text', seatsOf(room)),
        ...(isEnded ? [] : [escapeMarkdown(peopleText(ctx, room))]),
      ],
      asMarkdown(' · '),
    ),
    action: isEnded
      ? ctx.button('room made', ctx.say('room.made.button'), values)
      : ctx.button('room join', ctx.say('room.join.button'), values),
  };
}
