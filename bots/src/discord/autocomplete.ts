import { setTimeout as wait } from 'node:timers/promises';
import type { Log } from '@echochat/core/platform/log.ts';
import { InteractionResponseType, Routes } from 'discord.js';
import type { Choice } from '../cards/card.ts';
import { shorten } from '../cards/markdown.ts';
import type { Reception, Speaker } from '../commands/reception.ts';
import type { Interaction } from './interaction.ts';
import { askedOf, leavesOf } from './receive.ts';
import type { DiscordRest } from './rest.ts';

/** A suggestion that comes later is of no use to who is typing. */
const deadlineMs = 250;
const keptMs = 5_000;
const maxKept = 2_000;
const integer = 4;

/** Answers what may be meant by what has been typed so far, from what was found a moment ago where that is known. */
export function openAutocomplete(reception: Reception, rest: DiscordRest, log: Log) {
  const kept = new Map<string, { until: number; choices: Promise<Choice[]> }>();

  function suggest(speaker: Speaker, path: string, option: string, typed: string): Promise<Choice[]> {
    const key = JSON.stringify([speaker.externalId, path, option, typed]);
    const known = kept.get(key);
    if (known && known.until > Date.now()) return known.choices;
    kept.delete(key);
    const choices = reception.suggest(speaker, path, option, typed);
    kept.set(key, { until: Date.now() + keptMs, choices });
    for (const oldest of kept.keys()) {
      if (kept.size <= maxKept) break;
      kept.delete(oldest);
    }
    return choices;
  }

  return async (to: Extract<Interaction, { type: 4 }>, speaker: Speaker): Promise<void> => {
    const asked = askedOf(to);
    const focused = leavesOf(to.data).find((leaf) => leaf.focused);
    const found =
      asked?.kind === 'command' && focused
        ? await Promise.race([
            suggest(speaker, asked.path, focused.name, String(focused.value)),
            wait(deadlineMs, [] as Choice[]),
          ])
        : [];
    await rest
      .answer('post', Routes.interactionCallback(to.id, to.token), {
        type: InteractionResponseType.ApplicationCommandAutocompleteResult,
        data: { choices: found.flatMap((choice) => choiceOf(choice, focused?.type === integer)).slice(0, 25) },
      })
      .catch((error: unknown) => log.debug({ error: String(error) }, 'suggestions came too late'));
  };
}

function choiceOf({ label, value, description }: Choice, isNumber: boolean) {
  if (value.length > 100 || (isNumber && !/^\d{1,15}$/.test(value))) return [];
  const name = shorten(description ? `${label} · ${description}` : label, 100);
  return [{ name, value: isNumber ? Number(value) : value }];
}
