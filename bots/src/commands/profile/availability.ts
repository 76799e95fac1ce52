import { card } from '../../cards/card.ts';
import { type Command, defineCommand } from '../command.ts';
import { askFor } from '../form-of.ts';
import { yesNo } from '../options/plain.ts';
import { clockTime, days, timezone, weekdays } from '../options/time.ts';

export const profileAvailability: Command = defineCommand({
  path: 'profile availability',
  options: { timezone, from: clockTime, to: clockTime, days, flexible: yesNo },
  form: ['timezone', 'from', 'to', 'days', 'flexible'],
  async run(ctx, given) {
    const { availability: now } = await ctx.api.profile.getMyProfile();
    if (Object.values(given).every((value) => value === undefined)) {
      return askFor(ctx, profileAvailability, {
        timezone: now?.timezone ?? ctx.hints.timezone ?? '',
        from: now?.from ?? '18:00',
        to: now?.to ?? '22:00',
        days: (now?.days ?? []).join(','),
        flexible: (now?.isFlexible ?? true) ? 'yes' : 'no',
      });
    }
    const timezone = given.timezone ?? now?.timezone ?? ctx.hints.timezone;
    const { from, to, days, flexible } = given;
    // Half a span of hours, or hours in no time zone, say nothing yet: the rest is asked.
    const halfSaid = ((from ?? now?.from ?? null) === null) !== ((to ?? now?.to ?? null) === null);
    if (timezone === undefined || halfSaid) {
      const said = {
        timezone: timezone ?? '',
        from: from ?? '',
        to: to ?? '',
        days: (days ?? now?.days ?? []).join(','),
        flexible: (flexible ?? now?.isFlexible ?? true) ? 'yes' : 'no',
      };
      return askFor(ctx, profileAvailability, said, ['timezone', 'from', 'to']);
    }
    await ctx.api.profile.updateAvailability({
      timezone,
      preferredTimeStart: from,
      preferredTimeEnd: to,
      daysAvailable: days,
      isFlexible: flexible,
    });
    const { availability: saved } = await ctx.api.profile.getMyProfile();
    const chosen = saved?.days ?? [];
    const named = weekdays(ctx).filter(({ value }) => chosen.includes(Number(value)));
    return {
      card: card({
        sign: '🕰️',
        title: ctx.say('profile.availability.title'),
        tone: 'learn',
        text: ctx.tell('profile.availability.text'),
        fields: [
          {
            name: ctx.say('fields.timezone.label'),
            value: ctx.tell('lists.items', { items: saved?.timezone ?? timezone }),
          },
          {
            name: ctx.say('profile.availability.hours'),
            value:
              saved?.from && saved.to
                ? ctx.tell('profile.availability.from_to', { from: saved.from, to: saved.to })
                : ctx.tell('profile.availability.no_hours'),
          },
          {
            name: ctx.say('fields.days.label'),
            value: ctx.tell('lists.items', {
              items:
                named.length === 0 || named.length === 7
                  ? ctx.say('days.all')
                  : ctx.list(named.map(({ label }) => label)),
            }),
          },
        ],
        actions: [
          ctx.button('match find', ctx.say('match.find.button'), {}, 'primary'),
          ctx.button('profile availability', ctx.say('profile.availability.change')),
        ],
      }),
    };
  },
});
