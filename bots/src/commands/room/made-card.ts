import type { Api } from '@echochat/core/api.ts';
import { type Card, card } from '../../cards/card.ts';
import { asMarkdown, escapeMarkdown, joinMarkdown, type Markdown, shorten } from '../../cards/markdown.ts';
import type { CommandContext } from '../context.ts';

type Made = Awaited<ReturnType<Api['rooms']['getMade']>>;

const mostNamed = 6;
const mostNotes = 500;

/** What was made in a room comes home: a picture of the board, who was there, the notes, and the way to all of it. */
export function madeCard(ctx: CommandContext, made: Made, title: string): Card {
  const { room, present, pages, links, polls, files } = made;
  const isHere = ctx.actor.via === 'playground';
  const [first] = pages;
  // Chats fetch pictures by themselves, from where anybody can reach them.
  const base = isHere ? '' : made.origin;
  const canBeFetched = isHere || base.startsWith('https:');
  const values = { room: String(room.id) };
  return card({
    sign: room.category?.icon ?? '🎁',
    tone: 'learn',
    title,
    text: textOf(ctx, made),
    ...(first && canBeFetched
      ? {
          picture: {
            url: `${base}${first.picture}`,
            alt: ctx.say('room.made.picture', { title: room.title, page: first.title }),
          },
        }
      : {}),
    fields: [
      ...(present.length > 0
        ? [
            {
              name: ctx.say('room.made.present'),
              value: joinMarkdown(
                present
                  .slice(0, mostNamed)
                  .map(({ displayName, minutes }) => ctx.tell('room.made.minutes', { name: displayName, minutes })),
                asMarkdown(' · '),
              ),
            },
          ]
        : []),
      ...(links.length > 0
        ? [
            {
              name: ctx.say('room.made.links'),
              value: escapeMarkdown(shorten(links.map(({ title }) => title).join(' · '), 200)),
            },
          ]
        : []),
      ...(files.length > 0
        ? [
            {
              name: ctx.say('room.made.files'),
              value: escapeMarkdown(shorten(files.map(({ name }) => name).join(' · '), 200)),
            },
          ]
        : []),
      ...(polls.length > 0
        ? [{ name: ctx.say('room.made.polls'), value: escapeMarkdown(shorten(polls.map(resultOf).join(' · '), 200)) }]
        : []),
    ],
    links: [{ label: ctx.say('room.made.all'), url: isHere ? made.path : made.url }],
    actions: [
      room.status === 'ended'
        ? ctx.button('room reopen', ctx.say('room.reopen.button'), values)
        : ctx.button('room join', ctx.say('room.join.button'), values),
      ctx.button('room mine', ctx.say('room.mine.button')),
    ],
    footer: ctx.say('room.made.footer'),
  });
}

function textOf(ctx: CommandContext, { pages, notes, messages }: Made): Markdown {
  const shapes = pages.reduce((sum, page) => sum + page.shapes, 0);
  const counted = ctx.tell('room.made.counted', { pages: pages.length, shapes, messages });
  return notes === ''
    ? counted
    : joinMarkdown([counted, escapeMarkdown(shorten(notes, mostNotes))], asMarkdown('\n\n'));
}

/** A question with the answer that most gave. */
function resultOf({ question, options }: Made['polls'][number]): string {
  const [first] = [...options].sort((a, b) => b.votes - a.votes);
  return first && first.votes > 0 ? `${question} ${first.text} (${first.votes})` : question;
}
