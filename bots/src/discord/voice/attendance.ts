import type { Core } from '@echochat/core/core.ts';
import { Routes } from 'discord.js';
import { z } from 'zod';
import { type DiscordRest, discordCode } from '../rest.ts';
import type { VoiceChannels } from './channels.ts';
import type { VoiceStates } from './voice-states.ts';

const usualBeatMs = 20_000;
const unknownVoiceState = 10_065;
const channelDeleted = z.object({ id: z.string() });
const voiceState = z.object({ channel_id: z.string().nullish() });

export interface AttendanceOptions {
  /** How often who is in voice is written down. */
  voiceBeatMs?: number;
}

/** Who speaks with whom, written down for the rooms whose voice channels this process hears of. */
export interface Attendance {
  onGuild(data: unknown): void;
  onState(data: unknown): void;
  onChannelDeleted(data: unknown): void;
  /** The gateway is connected: what it says is what there is. */
  begin(): void;
  close(): Promise<void>;
}

/**
 * RM-11: a beat writes who is in the voice channels of rooms; who comes and goes between two is written at once. A
 * process that goes on with a session is told nothing of who was there before, and asks Discord after those who were.
 */
export function openAttendance(
  core: Core,
  rest: DiscordRest,
  channels: VoiceChannels,
  states: VoiceStates,
  serves: (guildId: string) => boolean,
  options: AttendanceOptions = {},
): Attendance {
  const { log } = core.services;
  const { rooms } = core.as({ kind: 'system', name: 'discord' });
  /** Rooms by their voice channel, as of the last beat. */
  let known = new Map<string, { roomId: number; guildId: string }>();
  /** Rooms of which this process has written something. */
  const begun = new Set<number>();
  let isClosed = false;
  // One after the other, so that an older word never comes after a newer one.
  let queue: Promise<void> = Promise.resolve();

  function later(what: string, work: () => Promise<void>): Promise<void> {
    queue = queue.then(async () => {
      if (!isClosed) await work().catch((error: unknown) => log.warn({ error: String(error) }, what));
    });
    return queue;
  }

  async function write(channelId: string): Promise<void> {
    const room = known.get(channelId);
    if (!room || !serves(room.guildId)) return;
    const { roomId, guildId } = room;
    const isAnew = !begun.has(roomId);
    if (isAnew) await ask(roomId, guildId);
    await rooms.recordVoice({ roomId, present: states.inChannel(guildId, channelId), isAnew });
    begun.add(roomId);
  }

  /** Who was there a moment ago, and of whom the gateway has said nothing. */
  async function ask(roomId: number, guildId: string): Promise<void> {
    if (states.isWhole(guildId)) return;
    for (const userId of await rooms.wasInVoice({ roomId })) {
      try {
        const { channel_id: at } = voiceState.parse(await rest.bot('get', Routes.guildVoiceState(guildId, userId)));
        if (at) states.learn(guildId, userId, at);
      } catch (error) {
        if (discordCode(error) !== unknownVoiceState) throw error;
      }
    }
  }

  /** RM-12: channels that were taken away while nobody listened, and those of rooms that have ended meanwhile. */
  async function reconcile(): Promise<void> {
    for (const { roomId, guildId } of await rooms.getVoiceRooms()) {
      if (isClosed || !serves(guildId)) continue;
      await channels.job
        .run({ roomId }, core.services)
        .catch((error: unknown) => log.warn({ error: String(error), roomId }, 'a voice channel was not looked after'));
    }
  }

  async function beat(): Promise<void> {
    const all = await rooms.getVoiceRooms();
    known = new Map(all.map(({ roomId, channelId, guildId }) => [channelId, { roomId, guildId }]));
    for (const { channelId } of all) await write(channelId);
  }

  let heart: NodeJS.Timeout | null = null;

  return {
    onGuild: (data) => states.onGuild(data),
    onState(data) {
      for (const channelId of states.onState(data))
        if (known.has(channelId)) void later('attendance was not written', () => write(channelId));
    },
    onChannelDeleted(data) {
      const parsed = channelDeleted.safeParse(data);
      if (!parsed.success || !known.has(parsed.data.id)) return;
      const channelId = parsed.data.id;
      known.delete(channelId);
      void later('a channel that is gone was not forgotten', () => rooms.clearVoice({ channelId }));
    },
    begin() {
      heart ??= setInterval(() => {
        void later('attendance was not written', beat);
      }, options.voiceBeatMs ?? usualBeatMs).unref();
      void later('voice channels were not looked after', reconcile);
    },
    async close() {
      if (heart) clearInterval(heart);
      isClosed = true;
      await queue;
    },
  };
}
