import type { Reach } from '@echochat/core/communities/reach.ts';
import { cleanLine } from '@echochat/core/platform/text.ts';
import { card, type Select } from '../cards/card.ts';
import { escapeMarkdown, joinMarkdown, type Markdown } from '../cards/markdown.ts';
import { type Command, defineCommand } from './command.ts';
import { type CommandContext, inLanguage } from './context.ts';
import type { Option } from './option.ts';
import { hidden, OptionProblem, saidBack } from './option.ts';
import { choice, choiceLabel, integer, isChoice, yesNo } from './options/plain.ts';
import { readClockTime, timezone } from './options/time.ts';
import { groups, reminderTimes, timesText } from './options/told.ts';
import { askEverywhereCard, everywhereCard, signInsCard } from './sign-ins.ts';

const communitiesNamed = 3;

/** "22:00-08:00", or "off". */
const quietHours: Option<{ from: string; to: string } | null> = {
  type: 'text',
  required: false,
  hidden: false,
  asked: { kind: 'text', multiline: false, maxLength: 20 },
  suggest: async (_typed, ctx) => [
    { value: '22:00-08:00', label: '22:00-08:00' },
    { value: 'off', label: choiceLabel(ctx, 'off') },
  ],
  async read(typed, ctx) {
    if (['off', 'no'].some((value) => isChoice(ctx, value, typed))) return null;
    const [from, to, ...rest] = cleanLine(typed)
      .slice(0, 40)
      .split(/\s?[-–]\s?|\s(?:to|a)\s/i)
      .map((part) => readClockTime(part));
    if (!from || !to || rest.length > 0) throw new OptionProblem('problems.quiet', { given: saidBack(typed) });
    return { from, to };
  },
};

export const settings: Command = defineCommand({
  path: 'settings',
  options: {
    language: choice('en', 'es'),
    timezone,
    dms: choice('on', 'off'),
    quiet: quietHours,
    matching: choice('on', 'off'),
    remind: reminderTimes,
    inboxonly: groups,
    reach: choice('network', 'community'),
    invites: choice('on', 'off'),
    hours: choice('on', 'off'),
    signedin: hidden(integer(1, 1_000)),
    end: hidden(integer(1, 2_147_483_647)),
    everywhere: hidden(yesNo),
    sure: hidden(yesNo),
  },
  async run(before, values) {
    const { language, timezone, dms, quiet, matching, remind, inboxonly, reach, invites, hours } = values;
    const { signedin, end, everywhere, sure } = values;
    const { api } = before;
    if (everywhere)
      return {
        card: sure ? everywhereCard(before, (await api.auth.signOutEverywhere()).ended) : askEverywhereCard(before),
      };
    if (end !== undefined) {
      await api.auth.endSignIn({ id: end });
      return { card: await signInsCard(before, 1, true) };
    }
    if (signedin !== undefined) return { card: await signInsCard(before, signedin) };
    if (timezone !== undefined) await api.profile.updateAvailability({ timezone });
    if (language !== undefined || matching !== undefined) {
      await api.auth.updateSettings({ language, isMatchable: matching === undefined ? undefined : matching === 'on' });
    }
    if ([dms, quiet, inboxonly, invites, hours].some((value) => value !== undefined))
      await api.notifications.updatePreferences({
        directMessages: dms,
        quietHours: quiet,
        inboxOnly: inboxonly,
        openToInvitations: invites === undefined ? undefined : invites === 'on',
        sharesHours: hours === undefined ? undefined : hours === 'on',
      });
    if (remind !== undefined) await api.sessions.updateReminders({ before: remind });
    if (reach !== undefined) await api.communities.updateReach({ reach });
    const changed = Object.values(values).some((value) => value !== undefined);
    // The answer to a change of language is in the new one.
    return { card: await settingsCard(language === undefined ? before : inLanguage(before, language), changed) };
  },
});

function reachText(ctx: CommandContext, { isOpen, canChoose, communities }: Reach): Markdown {
  if (isOpen) return ctx.tell('settings.reach_is.network');
  if (communities.length === 0) return ctx.tell('settings.reach_is.nobody');
  const named = ctx.list(communities.slice(0, communitiesNamed));
  return ctx.tell(canChoose ? 'settings.reach_is.community' : 'settings.reach_is.closed', { communities: named });
}

async function settingsCard(ctx: CommandContext, changed: boolean) {
  const [profile, told, reach] = await Promise.all([
    ctx.api.profile.getMyProfile(),
    ctx.api.notifications.getPreferences(),
    ctx.api.communities.getReach(),
  ]);
  const messages = told.directMessages === 'on' ? 'on' : 'off';
  const matching = profile.isMatchable ? 'on' : 'off';
  const plain = (text: string) => ctx.tell('lists.items', { items: text });
  const quiet = told.quietFrom && told.quietTo ? `${told.quietFrom}–${told.quietTo}` : choiceLabel(ctx, 'off');
  const languages: Select = {
    id: 'settings',
    option: 'language',
    label: ctx.say('settings.choose_language'),
    choices: ['en', 'es'].map((value) => ({ value, label: choiceLabel(ctx, value) })),
  };
  const reaches: Select = {
    id: 'settings',
    option: 'reach',
    label: ctx.say('settings.choose_reach'),
    choices: ['network', 'community'].map((value) => ({ value, label: choiceLabel(ctx, value) })),
  };
  const circle = (isOpen: boolean) => ctx.say(isOpen ? 'settings.circle_on' : 'settings.circle_off');
  const circles = { invites: circle(told.openToInvitations), hours: circle(told.sharesHours) };
  const flip = (value: 'on' | 'off') => (value === 'on' ? 'off' : 'on');
  return card({
    sign: '⚙️',
    title: ctx.say(changed ? 'settings.saved' : 'settings.title'),
    text: joinMarkdown([ctx.tell('settings.text'), ctx.tell('settings.circles', circles)], '\n'),
    fields: [
      { name: ctx.say('settings.language'), value: plain(choiceLabel(ctx, ctx.language)) },
      {
        name: ctx.say('fields.timezone.label'),
        value: plain(profile.availability?.timezone ?? ctx.say('settings.unknown')),
      },
      {
        name: ctx.say('settings.dms'),
        value: joinMarkdown(
          [
            ctx.tell('settings.dms_and_quiet', { dms: choiceLabel(ctx, messages), quiet }),
            escapeMarkdown(timesText(ctx, told.remindBefore)),
            ...(told.inboxOnly.length === 0
              ? []
              : [
                  ctx.tell('settings.inbox_only', {
                    groups: ctx.list(told.inboxOnly.map((group) => choiceLabel(ctx, group))),
                  }),
                ]),
          ],
          '\n',
        ),
      },
      // Whom one may meet stands with being matched: a card has four facts.
      {
        name: ctx.say('settings.matching'),
        value: joinMarkdown([plain(choiceLabel(ctx, matching)), reachText(ctx, reach)], '\n'),
      },
    ],
    selects: [languages, ...(reach.canChoose ? [reaches] : [])],
    actions: [
      ctx.button(
        'settings',
        ctx.say(`settings.turn_dms_${flip(messages)}`),
        { dms: flip(messages) },
        messages === 'on' ? 'secondary' : 'primary',
      ),
      ctx.button('settings', ctx.say(`settings.turn_matching_${flip(matching)}`), { matching: flip(matching) }),
      ctx.button('profile availability', ctx.say('profile.availability.button')),
      ctx.button('settings', ctx.say('sign_ins.button'), { signedin: '1' }),
    ],
    footer: ctx.say('settings.footer'),
  });
}
