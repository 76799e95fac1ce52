import { setTimeout as wait } from 'node:timers/promises';
import type { Chime } from '@echochat/core/platform/realtime.ts';
import type { Services } from '@echochat/core/platform/services.ts';
import type { OwnVoice } from './own-voice.ts';
import type { Stay } from './stay.ts';
import type { VoiceStates } from './voice-states.ts';

const lateMs = 5_000;
const usualReadyMs = 10_000;
const usualLingerMs = 3_000;
const sayMs = 2_000;

export interface RingerOptions {
  /** How long the bot may take until it is heard in a voice channel, and how long it stays after a chime; milliseconds. */
  voiceReadyMs?: number;
  voiceLingerMs?: number;
}

export interface Ringer {
  /** Leaves wherever it is, and plays nothing any more. */
  close(): Promise<void>;
}

/** What one guild is to hear, in the order in which it came; of two for the same channel the newer one. */
class Queue {
  #waiting: Chime[] = [];
  #came = Promise.withResolvers<void>();

  add(chime: Chime): void {
    this.#waiting = [...this.#waiting.filter(({ channelId }) => channelId !== chime.channelId), chime];
    this.#came.resolve();
    this.#came = Promise.withResolvers();
  }

  take(): Chime | undefined {
    return this.#waiting.shift();
  }

  /** The next one, within so many milliseconds; earlier undefined where the stay is over. */
  async next(ms: number, over: AbortSignal): Promise<Chime | undefined> {
    const done = new AbortController();
    const signal = AbortSignal.any([over, done.signal]);
    await Promise.race([this.#came.promise, wait(ms, undefined, { signal }).catch(() => {})]);
    done.abort();
    return this.take();
  }
}

/** RM-16: sounds the chimes of rooms in their voice channels, in the guilds whose events come to this process. */
export function openRinger(
  { realtime, clock, log }: Services,
  botId: string,
  own: OwnVoice,
  states: VoiceStates,
  serves: (guildId: string) => boolean,
  options: RingerOptions = {},
): Ringer {
  const queues = new Map<string, Queue>();
  const rounds = new Set<Promise<void>>();
  const stays = new Set<Stay>();
  let isClosed = false;

  const isLate = ({ at }: Chime): boolean => clock.now().epochMilliseconds - at > lateMs;
  const isHeard = ({ serverId, channelId }: Chime): boolean => states.inChannel(serverId, channelId).length > 0;

  const stop = realtime.watchChimes((chime) => {
    const { serverId: guildId } = chime;
    if (!serves(guildId) || isLate(chime) || !isHeard(chime)) return;
    const queue = queues.get(guildId);
    if (queue) return queue.add(chime);
    const begun = new Queue();
    begun.add(chime);
    queues.set(guildId, begun);
    const round = goRound(guildId, begun).finally(() => rounds.delete(round));
    rounds.add(round);
  });

  /** A bot is in one voice channel of a guild at a time: the chimes of a guild sound one after the other. */
  async function goRound(guildId: string, queue: Queue): Promise<void> {
    let stay: Stay | null = null;
    try {
      // Loaded where it is needed: where the platform has no build of the encryption, the rest of EchoChat goes on.
      const { Stay } = await import('./stay.ts');
      while (!isClosed) {
        const chime: Chime | undefined = queue.take() ?? (stay ? await linger(queue, stay) : undefined);
        if (!chime) break;
        if (isLate(chime) || !isHeard(chime)) continue;
        if (stay?.channelId !== chime.channelId) {
          leave(stay);
          stay = new Stay({ own, botId, guildId, channelId: chime.channelId, readyMs });
          stays.add(stay);
        }
        await stay.ready;
        await stay.play(chime.chime);
      }
    } catch (error) {
      log.info({ reason: error instanceof Error ? error.message : String(error), guildId }, 'a chime was not heard');
    } finally {
      leave(stay);
      queues.delete(guildId);
    }
  }

  const readyMs = options.voiceReadyMs ?? usualReadyMs;
  const linger = (queue: Queue, stay: Stay) => queue.next(options.voiceLingerMs ?? usualLingerMs, stay.over);
  function leave(stay: Stay | null): void {
    stay?.leave();
    if (stay) stays.delete(stay);
  }

  return {
    async close() {
      isClosed = true;
      stop();
      for (const stay of [...stays]) leave(stay);
      await Promise.all(rounds);
      await Promise.race([own.said(), wait(sayMs, undefined, { ref: false })]);
    },
  };
}
