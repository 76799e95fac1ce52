import { setTimeout as wait } from 'node:timers/promises';
import type { Log } from '@echochat/core/platform/log.ts';
import { languageOf } from '@echochat/core/platform/words/words.ts';
import { MessageFlags, InteractionResponseType as Reply, Routes } from 'discord.js';
import { type Card, card } from '../cards/card.ts';
import { openTurning } from '../cards/turning.ts';
import type { Answer } from '../commands/command.ts';
import { openOnce } from '../commands/once.ts';
import { pageWords } from '../commands/page-words.ts';
import {
  type Asked,
  dependsOnAnswer,
  formAsCard,
  opensAside,
  opensRoom,
  type Reception,
  type Speaker,
} from '../commands/reception.ts';
import { tellIn, wordsIn } from '../commands/words.ts';
import { openAutocomplete } from './autocomplete.ts';
import { type Interaction, readInteraction } from './interaction.ts';
import { askedOf, type GuildOf, speakerOf } from './receive.ts';
import { type RenderedCard, renderCard } from './render/card.ts';
import { renderForm } from './render/form.ts';
import { type DiscordRest, discordCode } from './rest.ts';

/** How long an answer that decides how to acknowledge is waited for, of the 3 s that Discord gives. */
const decideMs = 1_800;

const unknownMessage = 10_008;
/** What opens a room waits longer: the Activity can only be the first thing said. */
const openMs = 2_000;

const invalidForm = 50_035;
/** Nobody can be answered any more: too late, answered before, or the token is used up. */
const unanswerable: ReadonlySet<number | null> = new Set([10_062, 40_060, 10_015, 50_027]);

/** Where an answer goes: `inPlace` of the card that was pressed on, `alone` where only this person reads it anyway. */
interface Where {
  inPlace: boolean;
  alone: boolean;
}

export interface Interactions {
  /** Answers an interaction as the gateway sends it. Never rejects. */
  handle(data: unknown): Promise<void>;
  /** Resolves once what was begun is answered. */
  settled(): Promise<void>;
}

export function openInteractions(
  reception: Reception,
  rest: DiscordRest,
  guildOf: GuildOf,
  { clientId, hasActivity }: { clientId: string; hasActivity: boolean },
  log: Log,
) {
  const turning = openTurning();
  const once = openOnce();
  const autocomplete = openAutocomplete(reception, rest, log);
  const underWay = new Set<Promise<void>>();

  const callback = (to: Interaction, type: Reply, data?: object) =>
    rest.answer('post', Routes.interactionCallback(to.id, to.token), { type, ...(data ? { data } : {}) });

  function bodyOf(shown: Card, locale: string): RenderedCard {
    const words = pageWords(locale);
    const first = renderCard(shown, { turn: (page) => `turn:${page}`, words });
    return first.pages === 1 ? first.body : renderCard(shown, { turn: turning.keep(shown), words }).body;
  }

  /** Acknowledges before anything is asked of anybody. False where it is too late: then nothing is done either. */
  async function defer(to: Interaction, where: Where): Promise<boolean> {
    const flags = where.alone ? {} : { flags: MessageFlags.Ephemeral };
    try {
      if (where.inPlace) await callback(to, Reply.DeferredMessageUpdate);
      else await callback(to, Reply.DeferredChannelMessageWithSource, flags);
      return true;
    } catch (error) {
      say(error, to, 'an interaction could not be acknowledged');
      return false;
    }
  }

  /** Shows the answer to what was deferred. */
  async function show(to: Interaction, answer: Answer): Promise<void> {
    const shown = 'form' in answer ? formAsCard(answer.form, to.locale) : answer.card;
    const original = Routes.webhookMessage(clientId, to.token, '@original');
    try {
      await rest.answer('patch', original, bodyOf(shown, to.locale));
    } catch (error) {
      if (discordCode(error) === unknownMessage) await followUp(to, shown);
      else if (discordCode(error) === invalidForm) {
        log.error({ err: error, title: shown.title }, 'Discord refused a card');
        await rest.answer('patch', original, bodyOf(apology(to.locale), to.locale)).catch(() => {});
      } else say(error, to, 'an answer could not be shown');
    }
  }

  /** The message that was to be edited is gone: the answer comes beside it. */
  async function followUp(to: Interaction, shown: Card): Promise<void> {
    const body = bodyOf(shown, to.locale);
    await rest
      .answer('post', Routes.webhook(clientId, to.token), { ...body, flags: body.flags | MessageFlags.Ephemeral })
      .catch((error: unknown) => say(error, to, 'a follow-up could not be sent'));
  }

  /** Opens the Activity in front of who asked. False where Discord does not: then the card shows the other ways in. */
  async function openActivity(to: Interaction): Promise<boolean> {
    try {
      await callback(to, Reply.LaunchActivity);
      return true;
    } catch (error) {
      if (unanswerable.has(discordCode(error))) throw error;
      log.info({ error: String(error) }, 'the Activity could not be opened');
      return false;
    }
  }

  /** Answers at once with what is there: a form, or a card in the right place. */
  async function reply(to: Interaction, answer: Answer, where: Where): Promise<void> {
    try {
      if ('form' in answer && to.type !== 5) return void (await callback(to, Reply.Modal, renderForm(answer.form)));
      const shown = 'form' in answer ? formAsCard(answer.form, to.locale) : answer.card;
      if ('card' in answer && answer.opensActivity && (await openActivity(to))) return await followUp(to, shown);
      const body = bodyOf(shown, to.locale);
      const isPublic = where.alone || ('card' in answer && answer.isPublic === true && to.type === 2);
      if (where.inPlace) await callback(to, Reply.UpdateMessage, body);
      else
        await callback(to, Reply.ChannelMessageWithSource, {
          ...body,
          flags: isPublic ? body.flags : body.flags | MessageFlags.Ephemeral,
        });
    } catch (error) {
      if (discordCode(error) !== invalidForm) return say(error, to, 'an answer could not be given');
      log.error({ err: error }, 'Discord refused an answer');
      if (await defer(to, where)) await show(to, { card: apology(to.locale) });
    }
  }

  async function answer(to: Interaction, speaker: Speaker, asked: Asked): Promise<void> {
    const where = placeOf(to, asked);
    if (!dependsOnAnswer(asked)) {
      if (await defer(to, where)) await show(to, await reception.answer(speaker, asked));
      return;
    }
    const answering = reception.answer(speaker, asked);
    const early = await Promise.race([answering, wait(opensRoom(asked) ? openMs : decideMs, null)]);
    if (early) await reply(to, early, where);
    else if (await defer(to, where)) await show(to, await answering);
  }

  async function turn(to: Interaction, found: NonNullable<ReturnType<typeof turning.find>>): Promise<void> {
    const { body } = renderCard(found.card, { page: found.page, turn: found.turn, words: pageWords(to.locale) });
    const { inPlace } = placeOf(to, { kind: 'press', id: '', values: {} });
    const type = inPlace ? Reply.UpdateMessage : Reply.ChannelMessageWithSource;
    const flags = inPlace ? body.flags : body.flags | MessageFlags.Ephemeral;
    await callback(to, type, { ...body, flags }).catch((error: unknown) => say(error, to, 'a page could not be shown'));
  }

  /** Late, doubled or used-up interactions are the platform's everyday; what else goes wrong is worth a look. */
  function say(error: unknown, to: Interaction, what: string): void {
    const level = unanswerable.has(discordCode(error)) ? 'debug' : 'warn';
    log[level]({ error: String(error), type: to.type }, what);
  }

  async function begin(data: unknown): Promise<void> {
    const to = readInteraction(data);
    if (!to) return log.warn('Discord sent an interaction that this version does not know');
    if (!once.isFirst(to.id)) return;
    // Discord takes it as an answer to commands and buttons.
    const speaker = speakerOf(to, guildOf, hasActivity && (to.type === 2 || to.type === 3));
    const asked = askedOf(to);
    if (!speaker || !asked) return log.warn({ type: to.type }, 'Discord sent an interaction without who or what');
    if (to.type === 4) return autocomplete(to, speaker);
    const found = to.type === 3 ? turning.find(to.data.custom_id) : null;
    return found ? turn(to, found) : answer(to, speaker, asked);
  }

  return {
    async handle(data: unknown) {
      const task = begin(data).catch((error: unknown) => log.error({ err: error }, 'an interaction failed'));
      underWay.add(task);
      await task.finally(() => underWay.delete(task));
    },
    async settled() {
      await Promise.all(underWay);
    },
  } satisfies Interactions;
}

/** On a card that only this person sees, an answer takes the card's place, unless it is to be looked at beside it. */
function placeOf({ context, type, ...rest }: Interaction, asked: Asked): Where {
  const alone = context === 1;
  const message = 'message' in rest ? rest.message : undefined;
  const isPrivate = message !== undefined && (alone || (message.flags & MessageFlags.Ephemeral) !== 0);
  return { alone, inPlace: type !== 2 && isPrivate && !(asked.kind === 'press' && opensAside(asked.id)) };
}

const apology = (locale: string): Card =>
  card({
    sign: '🧩',
    tone: 'trouble',
    title: wordsIn(languageOf(locale))('problems.our_fault'),
    text: tellIn(languageOf(locale))('problems.not_shown'),
  });
