import { languageOf } from '@echochat/core/platform/words/words.ts';
import type { MirroredSession } from '@echochat/core/sessions/mirrors/get-mirrors.ts';
import { GuildScheduledEventEntityType, GuildScheduledEventPrivacyLevel } from 'discord.js';
import { shorten } from '../../cards/markdown.ts';
import { wordsIn } from '../../commands/words.ts';

const longestLocation = 100;
const longestDescription = 1_000;

/** What an event of a session is called. */
export const eventName = ({ title }: MirroredSession): string => shorten(title, 100);

/** A session as Discord wants to hear of an event that takes place somewhere else. */
export function eventBody(session: MirroredSession, locale: string) {
  const { url, host, description, startsAt, endsAt } = session;
  const join = wordsIn(languageOf(locale))('event.join', { host: host ?? 'EchoChat' });
  const about = description === null ? '' : shorten(description, longestDescription - join.length - 2);
  // Where nobody can open our pages, their address is no place.
  const isPlace = url.startsWith('https:') && url.length <= longestLocation;
  return {
    name: eventName(session),
    description: shorten(about === '' ? join : `${about}\n\n${join}`, longestDescription),
    privacy_level: GuildScheduledEventPrivacyLevel.GuildOnly,
    entity_type: GuildScheduledEventEntityType.External,
    entity_metadata: { location: isPlace ? url : 'EchoChat' },
    scheduled_start_time: startsAt.toString({ smallestUnit: 'second' }),
    scheduled_end_time: endsAt.toString({ smallestUnit: 'second' }),
  };
}
