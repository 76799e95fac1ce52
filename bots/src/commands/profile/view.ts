import { card } from '../../cards/card.ts';
import { asMarkdown, escapeMarkdown, joinMarkdown, quote } from '../../cards/markdown.ts';
import { type Command, defineCommand } from '../command.ts';
import type { CommandContext } from '../context.ts';
import { person } from '../options/things.ts';
import { dots } from '../parts.ts';
import { blockOrReport } from '../safety/block-or-report.ts';

/** One's own profile, or somebody else's; shown to everyone in the channel only where it is another's. */
export const profileView: Command = defineCommand({
  path: 'profile view',
  options: { person },
  aside: true,
  mayBePublic: true,
  async run(ctx, { person }) {
    const userId = person?.userId ?? ctx.actor.userId;
    const profile = await ctx.api.skills.getUserProfile({ userId });
    const isMe = userId === ctx.actor.userId;
    const name = profile.displayName;
    const skills = (type: 'teach' | 'learn') => {
      const those = profile.skills.filter((one) => one.type === type).slice(0, 6);
      if (those.length === 0) return ctx.tell('profile.view.no_skills');
      const line = ({ category, proficiencyLevel }: (typeof those)[number]) =>
        asMarkdown(`${category.icon} ${escapeMarkdown(category.name)} ${dots(proficiencyLevel, 10)}`);
      return joinMarkdown(those.map(line), '\n');
    };
    const facts = [
      ...(profile.location ? [profile.location] : []),
      ...(profile.timezone ? [ctx.say('profile.view.local_time', { time: localTime(ctx, profile.timezone) })] : []),
      ...(profile.languages.length > 0 ? [languageNames(ctx, profile.languages)] : []),
      ...(profile.isOpenToMentoring ? [ctx.say('profile.view.mentors')] : []),
    ];
    const links = [profile.website, profile.github, profile.linkedIn].filter((link) => link !== null);
    return {
      card: card({
        sign: '🪪',
        title: `${name} · @${profile.handle}`,
        text: joinMarkdown(
          [
            ...(profile.headline ? [asMarkdown(`**${escapeMarkdown(profile.headline)}**`)] : []),
            ...(profile.bio ? [quote(profile.bio)] : []),
            ...(profile.headline || profile.bio
              ? []
              : [ctx.tell(isMe ? 'profile.view.empty_me' : 'profile.view.empty', { name })]),
          ],
          '\n\n',
        ),
        ...(profile.avatarUrl
          ? { picture: { url: profile.avatarUrl, alt: ctx.say('profile.view.picture', { name }) } }
          : {}),
        fields: [
          { name: ctx.say('profile.view.teaches'), value: skills('teach') },
          { name: ctx.say('profile.view.learns'), value: skills('learn') },
          ...(facts.length > 0
            ? [{ name: ctx.say('profile.view.facts'), value: escapeMarkdown(facts.join(' · ')) }]
            : []),
          ...(links.length > 0
            ? [{ name: ctx.say('profile.view.links'), value: escapeMarkdown(links.join(' · ')) }]
            : []),
        ],
        actions: isMe
          ? [
              ctx.button('profile edit', ctx.say('profile.edit.button'), {}, 'primary'),
              ctx.button('profile availability', ctx.say('profile.availability.button')),
              ctx.button('skills list', ctx.say('skills.list.button')),
            ]
          : [
              ctx.button(
                'skills endorse',
                ctx.say('skills.endorse.button'),
                { person: `@${profile.handle}` },
                'primary',
              ),
              ctx.button('match find', ctx.say('match.find.button')),
            ],
        selects: isMe ? [] : blockOrReport(ctx, [{ userId, displayName: name }]),
      }),
      isPublic: !isMe,
    };
  },
});

function localTime({ now, language }: CommandContext, timeZone: string): string {
  const time = new Intl.DateTimeFormat(language, { timeStyle: 'short', hourCycle: 'h23', timeZone });
  return `${time.format(now.epochMilliseconds)} (${timeZone})`;
}

function languageNames(ctx: CommandContext, codes: readonly string[]): string {
  const names = new Intl.DisplayNames(ctx.language, { type: 'language', fallback: 'code' });
  // Language, script, region: what else people write is shown as it is, for the system refuses it.
  const isTag = (code: string) => /^[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|\d{3}))?$/i.test(code);
  const nameOf = (code: string) => (isTag(code) ? (names.of(code) ?? code) : code);
  return ctx.list(codes.slice(0, 8).map(nameOf));
}
