import { card } from '../cards/card.ts';
import { joinMarkdown, type Markdown } from '../cards/markdown.ts';
import { type Answer, type Command, defineCommand } from './command.ts';
import { type CommandContext, inZone } from './context.ts';
import { askFor } from './form-of.ts';
import { askingBeyond, bestMatchCard } from './match/cards.ts';
import { hidden } from './option.ts';
import { saidAgain, skills } from './options/skills.ts';
import { timezone } from './options/time.ts';
import { wishesText } from './skills/wishes-text.ts';

/** Matches that a newcomer is shown at once. */
const firstMatches = 3;

/** The home card; for a newcomer three questions, and with their answers the first match in the same breath. */
export const echo: Command = defineCommand({
  path: 'echo',
  options: {
    teach: hidden(skills(() => 'teach')),
    learn: hidden(skills(() => 'learn')),
    timezone: hidden(timezone),
  },
  form: ['teach', 'learn', 'timezone'],
  async run(ctx, { teach, learn, timezone: zone }) {
    if (teach && learn && zone) {
      const named = { teach, learn };
      const kinds = ['teach', 'learn'] as const;
      await ctx.api.auth.completeOnboarding({
        skills: kinds.flatMap((type) => named[type].found.map(({ id }) => ({ type, categoryId: id }))),
        wishes: kinds.flatMap((type) => named[type].wishes.map((text) => ({ type, text }))),
        timezone: zone,
      });
      return welcome(inZone(ctx, zone), [...teach.wishes, ...learn.wishes]);
    }
    if (!ctx.actor.isOnboarded)
      return askNewcomer(ctx, { teach: teach && saidAgain(teach), learn: learn && saidAgain(learn), timezone: zone });
    return { card: await home(ctx) };
  },
});

/** The three questions, with what is known of the answers. */
export function askNewcomer(
  ctx: CommandContext,
  known: { teach?: string | undefined; learn?: string | undefined; timezone?: string | undefined } = {},
): Promise<Answer> {
  const zone = known.timezone ?? ctx.actor.timezone ?? ctx.hints.timezone ?? '';
  return askFor(ctx, echo, { teach: known.teach ?? '', learn: known.learn ?? '', timezone: zone }, [
    'teach',
    'learn',
    'timezone',
  ]);
}

async function welcome(ctx: CommandContext, wishes: readonly string[]): Promise<Answer> {
  const { matches, isBetterBeyond } = await ctx.api.matching.generateMatches({ limit: firstMatches });
  const [best, ...others] = matches;
  const { displayName: name } = ctx.actor;
  const withWishes = (text: Markdown) => joinMarkdown([text, ...wishesText(ctx, wishes)], '\n');
  if (best) {
    const shown = bestMatchCard(ctx, best, others, withWishes(ctx.tell('echo.welcome_match', { name })));
    return { card: isBetterBeyond ? askingBeyond(ctx, shown, 'secondary') : shown };
  }
  if (isBetterBeyond) {
    const title = ctx.say('echo.welcome.title', { name });
    const alone = card({ sign: '🌱', tone: 'learn', title, text: withWishes(ctx.tell('match.find.nobody_here')) });
    return { card: askingBeyond(ctx, alone, 'primary') };
  }
  return {
    card: card({
      sign: '🌱',
      title: ctx.say('echo.welcome.title', { name }),
      tone: 'learn',
      text: withWishes(ctx.tell('echo.welcome.nobody')),
      actions: [
        ctx.button('skills add', ctx.say('skills.add.button'), {}, 'primary'),
        ctx.button('discover suggestions', ctx.say('discover.suggestions.button')),
      ],
    }),
  };
}

async function home(ctx: CommandContext) {
  const [skills, matches, partners, news] = await Promise.all([
    ctx.api.skills.getMySkills(),
    ctx.api.matching.getMatches({ status: 'pending', limit: 25 }),
    ctx.api.matching.getPartnerships(),
    ctx.api.notifications.getInbox({ limit: 1 }),
  ]);
  const names = (type: 'teach' | 'learn') =>
    skills.filter((mine) => mine.type === type).map((mine) => `${mine.category.icon} ${mine.category.name}`);
  const teaches = names('teach');
  const learns = names('learn');
  const waiting = matches.items.filter((match) => match.theyAccepted && !match.youAccepted);

  const next =
    teaches.length === 0 || learns.length === 0
      ? {
          text: ctx.tell(teaches.length === 0 ? 'echo.next.teach' : 'echo.next.learn'),
          action: ctx.button('skills add', ctx.say('skills.add.button'), {}, 'primary'),
        }
      : waiting.length > 0
        ? {
            text: ctx.tell('echo.next.waiting', { names: ctx.list(waiting.map((match) => match.them.displayName)) }),
            action: ctx.button('match list', ctx.say('match.list.button'), {}, 'primary'),
          }
        : matches.total > 0
          ? {
              text: ctx.tell('echo.next.open', { count: matches.total }),
              action: ctx.button('match list', ctx.say('match.list.button'), {}, 'primary'),
            }
          : {
              text: ctx.tell(partners.length > 0 ? 'echo.next.more' : 'echo.next.find'),
              action: ctx.button('match find', ctx.say('match.find.button'), {}, 'primary'),
            };

  const some = (items: readonly string[], none: 'echo.nothing_yet' | 'echo.nobody_yet' = 'echo.nothing_yet') =>
    items.length === 0 ? ctx.tell(none) : ctx.tell('lists.items', { items: shortList(ctx, items) });
  return card({
    sign: '👋',
    title: ctx.say('echo.title', { name: ctx.actor.displayName }),
    text: next.text,
    fields: [
      { name: ctx.say('echo.teaching'), value: some(teaches) },
      { name: ctx.say('echo.learning'), value: some(learns) },
      {
        name: ctx.say('echo.partners'),
        value: some(
          partners.map((partner) => partner.them.displayName),
          'echo.nobody_yet',
        ),
      },
      { name: ctx.say('echo.news'), value: ctx.tell('echo.unread', { count: news.unread }) },
    ],
    actions: [
      next.action,
      ...(news.unread > 0 ? [ctx.button('inbox', ctx.say('inbox.button'))] : []),
      ...(partners.length > 0 ? [ctx.button('match partners', ctx.say('match.partners.button'))] : []),
      ctx.button('skills list', ctx.say('skills.list.button')),
    ],
    footer: ctx.say('echo.footer'),
  });
}

/** The first four, and how many more there are. */
function shortList(ctx: CommandContext, items: readonly string[]): string {
  const shown = items.slice(0, 4);
  return items.length > shown.length
    ? ctx.say('lists.and_more', { items: shown.join(', '), more: items.length - shown.length })
    : ctx.list(shown);
}
