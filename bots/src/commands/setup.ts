import { type CommunitySetup, type SetupTask, setupTasks } from '@echochat/core/communities/setup.ts';
import { languageOf } from '@echochat/core/platform/words/words.ts';
import { type Choice, card, type Row, type Select } from '../cards/card.ts';
import { escapeMarkdown, joinMarkdown, type Markdown } from '../cards/markdown.ts';
import { type Answer, type Command, defineCommand } from './command.ts';
import type { CommandContext } from './context.ts';
import { askFor } from './form-of.ts';
import { hidden } from './option.ts';
import { choice, choiceLabel } from './options/plain.ts';
import { channel } from './options/things.ts';
import { timezone } from './options/time.ts';
import type { Place } from './place.ts';

/** An organiser's checklist: each task is done by a menu or a button on the card, or skipped. */
export const setup: Command = defineCommand({
  path: 'setup',
  options: {
    channel,
    scope: choice('community', 'network'),
    language: choice('en', 'es'),
    timezone,
    skip: hidden(choice(...setupTasks)),
    ask: hidden(choice('timezone')),
  },
  form: ['timezone'],
  async run(ctx, { channel, scope, language, timezone, skip, ask }) {
    const { place } = ctx;
    if (!place) return elsewhere(ctx);
    const { communityId } = place;
    const changes = {
      announcementChannelId: channel === 'off' ? null : channel,
      matchScope: scope,
      language,
      timezone,
      skip,
    };
    const isChange = Object.values(changes).some((value) => value !== undefined);
    const setup = isChange
      ? await ctx.api.communities.updateSetup({ communityId, ...changes })
      : await ctx.api.communities.getSetup({ communityId });
    if (ask && !timezone) return askFor(ctx, setupCommand(), { timezone: setup.timezone }, ['timezone']);
    return { card: await checklist(ctx, place, setup, await ctx.api.communities.getSkillWishes({ communityId })) };
  },
});

/** The command itself, which its own `run` asks with. */
const setupCommand = (): Command => setup;

const elsewhere = (ctx: CommandContext): Answer => ({
  card: card({
    sign: '🧭',
    title: ctx.say('setup.elsewhere.title'),
    text: ctx.tell('setup.elsewhere.text'),
    actions: [ctx.button('echo', ctx.say('echo.button'), {}, 'primary')],
  }),
});

/** What the platform says of channels; nothing of it is needed to answer. */
interface Channels {
  choices: readonly Choice[];
  /** What the bot lacks to post in the chosen one. */
  missing: readonly string[];
}

async function channelsOf(place: Place, chosen: string | null): Promise<Channels> {
  const { permissions } = place;
  if (!permissions) return { choices: [], missing: [] };
  const [choices, missing] = await Promise.all([
    permissions.channels().catch(() => []),
    chosen === null ? [] : permissions.missingToAnnounce(chosen).catch(() => []),
  ]);
  return { choices, missing };
}

type Wishes = Awaited<ReturnType<CommandContext['api']['communities']['getSkillWishes']>>;

async function checklist(ctx: CommandContext, place: Place, setup: CommunitySetup, wishes: Wishes) {
  const open = setupTasks.filter((task) => !setup.done.includes(task));
  const channels = await channelsOf(place, setup.announcementChannelId);
  const off = ctx.button('setup', ctx.say('setup.channel.off'), { channel: 'off' });
  return card({
    sign: open.length === 0 ? '🎉' : '🧰',
    tone: open.length === 0 ? 'celebrate' : 'act',
    title: ctx.say('setup.title', { name: setup.name }),
    text: ctx.tell(open.length === 0 ? 'setup.done' : 'setup.text', { open: open.length }),
    // What its people look for and nobody can be found by yet, without names.
    fields:
      wishes.length === 0
        ? []
        : [
            {
              name: ctx.say('setup.wishes'),
              value: escapeMarkdown(
                wishes
                  .map(({ text, teach, learn }) => ctx.say('setup.wish', { text, count: teach + learn }))
                  .join(' · '),
              ),
            },
          ],
    rows: setupTasks.map((task) => taskRow(ctx, setup, task, channels)),
    selects: menus(ctx, channels),
    actions: [
      ctx.button('setup', ctx.say('setup.timezone.button'), { ask: 'timezone' }, 'primary'),
      ...(setup.announcementChannelId === null ? [] : [off]),
      ctx.button('reports', ctx.say('reports.button'), { community: String(setup.communityId) }),
    ],
    footer: ctx.say('setup.footer'),
  });
}

function taskRow(ctx: CommandContext, setup: CommunitySetup, task: SetupTask, channels: Channels): Row {
  const isDone = setup.done.includes(task);
  const isBlocked = task === 'channel' && channels.missing.length > 0;
  const warning = isBlocked ? [ctx.tell('setup.missing', { permissions: ctx.list(channels.missing) })] : [];
  return {
    sign: isBlocked ? '⚠️' : isDone ? '✅' : '▫️',
    title: ctx.say(`setup.${task}.title`),
    text: joinMarkdown([stateOf(ctx, setup, task, channels), ...warning], '\n'),
    ...(isDone ? {} : { action: ctx.button('setup', ctx.say('setup.skip'), { skip: task }) }),
  };
}

function stateOf(ctx: CommandContext, setup: CommunitySetup, task: SetupTask, { choices }: Channels): Markdown {
  const id = setup.announcementChannelId;
  switch (task) {
    case 'channel':
      return id === null
        ? ctx.tell('setup.channel.none')
        : escapeMarkdown(choices.find(({ value }) => value === id)?.label ?? id);
    case 'scope':
      return ctx.tell(`setup.scope.${setup.matchScope}`);
    case 'language':
      return escapeMarkdown(choiceLabel(ctx, languageOf(setup.language)));
    case 'timezone':
      return escapeMarkdown(setup.timezone);
  }
}

function menus(ctx: CommandContext, { choices }: Channels): Select[] {
  const some = (values: readonly string[]) => values.map((value) => ({ value, label: choiceLabel(ctx, value) }));
  const channels: Select = {
    id: 'setup',
    option: 'channel',
    label: ctx.say('setup.channel.choose'),
    choices: choices.slice(0, 25),
    of: 'channels',
  };
  return [
    ...(choices.length > 0 ? [channels] : []),
    { id: 'setup', option: 'scope', label: ctx.say('setup.scope.choose'), choices: some(['network', 'community']) },
    { id: 'setup', option: 'language', label: ctx.say('setup.language.choose'), choices: some(['en', 'es']) },
  ];
}
