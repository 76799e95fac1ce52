import type { ReportItemView, ReportView } from '@echochat/core/safety/report-view.ts';
import { type Card, card, type Row } from '../../cards/card.ts';
import { asMarkdown, escapeMarkdown, joinMarkdown, type Markdown, quote, shorten } from '../../cards/markdown.ts';
import { type Answer, type Command, defineCommand } from '../command.ts';
import type { CommandContext } from '../context.ts';
import { askFor } from '../form-of.ts';
import { hidden } from '../option.ts';
import { choice, integer, page, text } from '../options/plain.ts';
import { nearestPage, pageButtons, pageFooter, pageSize } from '../parts.ts';
import { isWordKey } from '../words.ts';

/** What somebody who looks after a community sees of its reports: the list, one of them, and how it is closed. */
export const reports: Command = defineCommand({
  path: 'reports',
  options: {
    report: integer(1, 2_147_483_647),
    close: hidden(choice('upheld', 'dismissed')),
    note: hidden(text(500, true)),
    community: hidden(integer(1, 2_147_483_647)),
    page,
  },
  form: ['note'],
  async run(ctx, { report: reportId, close, note, community, page }): Promise<Answer> {
    const where = community ?? ctx.place?.communityId;
    if (reportId === undefined) return { card: await listCard(ctx, where, page ?? 1) };
    if (close === undefined) return { card: reportCard(ctx, await ctx.api.safety.getReport({ reportId })) };
    if (note === undefined) {
      await ctx.api.safety.getReport({ reportId });
      return askFor(ctx, reports, { report: String(reportId), close });
    }
    return { card: reportCard(ctx, await ctx.api.safety.closeReport({ reportId, outcome: close, note })) };
  },
});

async function listCard(ctx: CommandContext, communityId: number | undefined, asked: number): Promise<Card> {
  const of = communityId === undefined ? {} : { communityId };
  const read = (at: number) => ctx.api.safety.getReports({ ...of, limit: pageSize, offset: (at - 1) * pageSize });
  const first = Math.min(asked, 20_000);
  let found = await read(first);
  const at = nearestPage(first, found.total);
  if (at !== first) found = await read(at);
  const { items, total } = found;
  return card({
    sign: '🛟',
    title: ctx.say('reports.title'),
    text: total === 0 ? ctx.tell('reports.empty') : ctx.tell('reports.text', { count: total }),
    rows: items.map((one) => rowOf(ctx, one)),
    actions: pageButtons(ctx, at, total, (label, next) =>
      ctx.button('reports', label, { ...(communityId ? { community: String(communityId) } : {}), page: String(next) }),
    ),
    ...pageFooter(ctx, at, total),
  });
}

const nameOf = (ctx: CommandContext, { person }: ReportView): string =>
  person.name ?? (person.externalId === null ? ctx.say('notices.somebody') : `${person.platform} ${person.externalId}`);

const reasonOf = (ctx: CommandContext, { reason }: ReportItemView): string => {
  const key = `choices.${reason}`;
  return isWordKey(key) ? ctx.say(key) : reason;
};

function rowOf(ctx: CommandContext, report: ReportView): Row {
  const [item] = report.items;
  const said = item?.details ?? item?.messageText ?? '';
  return {
    title: nameOf(ctx, report),
    text: joinMarkdown(
      [
        ctx.tell('reports.row', {
          reason: item ? reasonOf(ctx, item) : '',
          when: ctx.when(report.createdAt),
          count: report.items.length,
        }),
        ...(said === '' ? [] : [escapeMarkdown(shorten(said.replace(/\s+/g, ' '), 120))]),
      ],
      '\n',
    ),
    action: ctx.button('reports', ctx.say('reports.look'), { report: String(report.id) }),
  };
}

function itemText(ctx: CommandContext, item: ReportItemView): Markdown {
  return joinMarkdown(
    [
      asMarkdown(`**${escapeMarkdown(reasonOf(ctx, item))}** · ${escapeMarkdown(ctx.when(item.createdAt))}`),
      ...(item.title === null
        ? []
        : [ctx.tell(item.subject === 'room' ? 'reports.in_room' : 'reports.in_session', { title: item.title })]),
      ...(item.details === null ? [] : [quote(item.details, 400)]),
      ...(item.messageText ? [ctx.tell('reports.message'), quote(item.messageText, 400)] : []),
    ],
    '\n',
  );
}

function reportCard(ctx: CommandContext, report: ReportView): Card {
  const values = { report: String(report.id) };
  const [item] = report.items;
  const links = report.items.flatMap(({ messageLink }) => messageLink ?? []).slice(0, 3);
  const handle = report.person.handle === null ? '' : ` · @${report.person.handle}`;
  const isOpen = report.status === 'open';
  return card({
    sign: '🛟',
    tone: isOpen ? 'act' : 'learn',
    title: `${nameOf(ctx, report)}${handle}`,
    text: item ? itemText(ctx, item) : ctx.tell('reports.empty'),
    fields: [
      { name: ctx.say('reports.state'), value: ctx.tell(`reports.states.${report.status}`) },
      ...(report.community ? [{ name: ctx.say('reports.seen_in'), value: escapeMarkdown(report.community.name) }] : []),
      ...(report.note === null
        ? []
        : [{ name: ctx.say('fields.note.label'), value: escapeMarkdown(shorten(report.note, 200)) }]),
    ],
    rows: report.items.slice(1).map((more) => ({ title: reasonOf(ctx, more), text: itemText(ctx, more) })),
    links: links.map((url) => ({ label: ctx.say('reports.open_message'), url })),
    actions: [
      ...(isOpen
        ? [
            ctx.button('reports', ctx.say('reports.uphold'), { ...values, close: 'upheld' }, 'primary'),
            ctx.button('reports', ctx.say('reports.dismiss'), { ...values, close: 'dismissed' }),
          ]
        : []),
      ctx.button(
        'reports',
        ctx.say('reports.back'),
        report.community ? { community: String(report.community.id) } : {},
      ),
    ],
    footer: ctx.say('reports.footer'),
  });
}
