import { card } from '../../cards/card.ts';
import { asMarkdown, joinMarkdown } from '../../cards/markdown.ts';
import { type Command, defineCommand } from '../command.ts';
import { page } from '../options/plain.ts';
import { hoursText, lessonText, nearestPage, pageButtons, pageFooter, pageSize } from '../parts.ts';
import { blockOrReport } from '../safety/block-or-report.ts';

export const matchPartners: Command = defineCommand({
  path: 'match partners',
  options: { page },
  async run(ctx, { page }) {
    const partners = await ctx.api.matching.getPartnerships();
    const find = ctx.button('match find', ctx.say('match.find.button'), {}, 'primary');
    if (partners.length === 0) {
      return {
        card: card({
          sign: '🫱',
          title: ctx.say('match.partners.title'),
          text: ctx.tell('match.partners.empty'),
          actions: [find],
        }),
      };
    }
    const at = nearestPage(page, partners.length);
    return {
      card: card({
        sign: '👥',
        title: ctx.say('match.partners.title'),
        text: ctx.tell('match.partners.text', { count: partners.length }),
        rows: partners.slice((at - 1) * pageSize, at * pageSize).map((partner) => ({
          sign: partner.theyTeach[0]?.category.icon ?? '🤝',
          title: partner.them.displayName,
          text: joinMarkdown(
            [
              ...(partner.theyTeach[0]
                ? [ctx.tell('match.partners.teaches_you', {}, { lesson: lessonText(ctx, partner.theyTeach[0]) })]
                : []),
              ...(partner.youTeach[0]
                ? [ctx.tell('match.partners.you_teach', {}, { lesson: lessonText(ctx, partner.youTeach[0]) })]
                : []),
              hoursText(ctx, partner),
            ],
            asMarkdown('\n'),
          ),
          action: ctx.button('room create', ctx.say('room.create.button'), { partner: String(partner.id) }),
        })),
        selects: [
          {
            id: ctx.button('session find', '').id,
            label: ctx.say('session.find.with'),
            option: 'partner',
            choices: partners.slice(0, 25).map(({ id, them }) => ({ value: String(id), label: them.displayName })),
          },
          {
            id: ctx.button('match feedback', '').id,
            label: ctx.say('match.feedback.with'),
            option: 'partner',
            choices: partners.slice(0, 25).map(({ id, them }) => ({ value: String(id), label: them.displayName })),
          },
          {
            id: ctx.button('room mine', '').id,
            label: ctx.say('room.made.with'),
            option: 'partner',
            choices: partners.slice(0, 25).map(({ id, them }) => ({ value: String(id), label: them.displayName })),
          },
          ...blockOrReport(
            ctx,
            partners.map(({ them }) => them),
          ),
        ],
        actions: [
          find,
          ...pageButtons(ctx, at, partners.length, (label, next) =>
            ctx.button('match partners', label, { page: String(next) }),
          ),
        ],
        ...pageFooter(ctx, at, partners.length),
      }),
    };
  },
});
