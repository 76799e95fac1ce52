import { setTimeout as wait } from 'node:timers/promises';
import type { Core } from '@echochat/core/core.ts';
import { z } from 'zod';
import type { Answer } from '../commands/command.ts';
import { openOnce } from '../commands/once.ts';
import { formAsCard, type Speaker } from '../commands/reception.ts';
import { TokenStopped } from './calls.ts';
import type { Desk } from './desk.ts';
import { speakerOf } from './desk.ts';
import { postOnce } from './letters.ts';
import { typedLine } from './line.ts';
import { type DirectMessage, directMessage, envelope, homeOpened, teamOf, tokensRevoked } from './payload.ts';
import { homeOf, messageOf } from './showing.ts';
import { publishHome } from './views.ts';
import { showBy } from './ways.ts';

/** A database that is away is asked again for so long; then who waits is answered without it. */
const claimPausesMs = [300, 1_000];
const farewellTries = 20;
/** Something said with a file, or shown to the channel too, is said all the same. */
const saidSubtypes = new Set(['', 'file_share', 'thread_broadcast']);

const body = z.object({ event: z.unknown() });

export interface Events {
  homeOpened(body: unknown): Promise<void>;
  message(body: unknown): Promise<void>;
  tokensRevoked(body: unknown): Promise<void>;
  uninstalled(body: unknown): Promise<void>;
  /** Shows somebody their Home tab anew. */
  showHome(teamId: string, userId: string): Promise<void>;
}

/** Acts on what Slack tells by itself, once for each event however often it is told. */
export function openEventHandlers(core: Core, desk: Desk, closing: AbortSignal): Events {
  const { communities } = core.as({ kind: 'system', name: 'slack' });
  const { workspaces, reception, showing, log } = desk;
  const once = openOnce();

  /** Whether nobody has acted on an event yet. */
  async function isMine(eventId: string, type: string): Promise<boolean> {
    if (!once.isFirst(eventId)) return false;
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await communities.receiveEvent({ provider: 'slack', eventId, type });
      } catch (error) {
        const pause = claimPausesMs[attempt];
        log.warn({ error: String(error), type }, 'an event could not be noted');
        if (pause === undefined || closing.aborted) return true;
        await wait(pause, undefined, { signal: closing }).catch(() => {});
      }
    }
  }

  async function showHome(teamId: string, userId: string): Promise<void> {
    const speaker = await speakerOf(desk, { teamId, userId, called: '' });
    const answer = await reception.answer(speaker, { kind: 'command', path: 'echo', values: {} });
    const publish = (sheet: Parameters<typeof homeOf>[0]) =>
      publishHome(workspaces, teamId, userId, homeOf(sheet, speaker.locale, true));
    await showBy([publish], cardOf(answer, speaker), speaker.locale, showing, log);
  }

  async function answerMessage(teamId: string, eventId: string, message: DirectMessage): Promise<void> {
    const { user: userId, text, channel, thread_ts: threadTs } = message;
    const speaker = await speakerOf(desk, { teamId, userId, called: '' });
    const answer = await reception.answer(speaker, { kind: 'line', line: typedLine(text).trim() });
    const thread = threadTs ? { threadTs } : {};
    const reply = (sheet: Parameters<typeof messageOf>[0]) =>
      postOnce(workspaces, { teamId, channel, body: messageOf(sheet), nonce: eventId, ...thread });
    await showBy([reply], cardOf(answer, speaker), speaker.locale, showing, log);
  }

  /** The app is out of a workspace. Told late, of an installation that another has followed, it means nothing. */
  async function farewell(teamId: string): Promise<void> {
    for (let attempt = 1; attempt <= farewellTries && !closing.aborted; attempt += 1) {
      try {
        workspaces.forget(teamId);
        const isAlive = await workspaces
          .call(teamId, (client) => client.auth.test())
          .then(
            () => true,
            (error: unknown) => {
              if (error instanceof TokenStopped) return false;
              throw error;
            },
          );
        if (!isAlive) await communities.removeInstallation({ teamId });
        return;
      } catch (error) {
        log.warn({ error: String(error), attempt }, 'a farewell could not be written down');
        await wait(Math.min(500 * attempt, 5_000), undefined, { signal: closing }).catch(() => {});
      }
    }
  }

  return {
    showHome,
    async homeOpened(given) {
      const { event_id: eventId, ...told } = envelope.parse(given);
      const { user, tab } = homeOpened.parse(body.parse(given).event);
      if (tab === 'home' && (await isMine(eventId, 'app_home_opened')))
        await showHome(teamOf({ event_id: eventId, ...told }), user);
    },
    async message(given) {
      const told = envelope.parse(given);
      const message = directMessage.parse(body.parse(given).event);
      const { channel_type: type, subtype, bot_id: botId, user, text } = message;
      const isSaid = type === 'im' && saidSubtypes.has(subtype) && botId === '' && user !== '' && text.trim() !== '';
      if (isSaid && (await isMine(told.event_id, 'message'))) await answerMessage(teamOf(told), told.event_id, message);
    },
    async tokensRevoked(given) {
      const told = envelope.parse(given);
      const { tokens } = tokensRevoked.parse(body.parse(given).event);
      if ((tokens?.bot ?? []).length > 0 && (await isMine(told.event_id, 'tokens_revoked')))
        await farewell(told.team_id);
    },
    async uninstalled(given) {
      const told = envelope.parse(given);
      if (await isMine(told.event_id, 'app_uninstalled')) await farewell(told.team_id);
    },
  };
}

const cardOf = (answer: Answer, { locale }: Speaker) =>
  'form' in answer ? formAsCard(answer.form, locale) : answer.card;
