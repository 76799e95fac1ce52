import type { RoomView } from '@echochat/core/rooms/room-view.ts';
import type { Card, Row } from '../../cards/card.ts';
import { card } from '../../cards/card.ts';
import { asMarkdown, escapeMarkdown, joinMarkdown, shorten } from '../../cards/markdown.ts';
import type { CommandContext } from '../context.ts';

/** The way from the chat into a room. The playground stands at the same address, whatever that is. */
export async function linkTo(ctx: CommandContext, roomId: number): Promise<NonNullable<Card['link']>> {
  const { url, path } = await ctx.api.rooms.openDoor({ roomId });
  return { label: ctx.say('room.open'), url: ctx.actor.via === 'playground' ? path : url };
}

/** An open room: who is in it, and the way in. */
export async function roomCard(
  ctx: CommandContext,
  room: RoomView,
  given: Pick<Card, 'title' | 'text'>,
): Promise<Card> {
  const isHost = room.yourRole === 'host';
  const values = { room: String(room.id) };
  return card({
    sign: room.category?.icon ?? '🚪',
    ...given,
    fields: [
      { name: ctx.say('room.people'), value: escapeMarkdown(peopleText(ctx, room)) },
      { name: ctx.say('room.seats'), value: ctx.tell('room.seats_text', seatsOf(room)) },
      { name: ctx.say('room.door'), value: ctx.tell(room.isPublic ? 'room.public' : 'room.private') },
    ],
    link: await linkTo(ctx, room.id),
    actions: [
      ctx.button('room invite', ctx.say('room.invite.button'), values),
      isHost
        ? ctx.button('room end', ctx.say('room.end.button'), values, 'danger')
        : ctx.button('room leave', ctx.say('room.leave.button'), values),
    ],
    footer: ctx.say('room.link_footer'),
  });
}

const seatsOf = (room: RoomView) => ({
  taken: room.people.filter(({ isActive }) => isActive).length,
  seats: room.maxParticipants,
});

const peopleText = (ctx: CommandContext, room: RoomView): string =>
  shorten(
    ctx.list(
      room.people
        .filter(({ isActive }) => isActive)
        .slice(0, 6)
        .map(({ displayName }) => displayName),
    ) || ctx.say('room.nobody'),
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
      ? ctx.button('room reopen', ctx.say('room.reopen.button'), values)
      : ctx.button('room join', ctx.say('room.join.button'), values),
  };
}
