import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import {
  type AudioPlayer,
  AudioPlayerStatus,
  createAudioPlayer,
  createAudioResource,
  joinVoiceChannel,
  NetworkingStatusCode,
  NoSubscriberBehavior,
  StreamType,
  type VoiceConnection,
  VoiceConnectionStatus,
} from '@discordjs/voice';
import type { ChimeName } from '@echochat/core/platform/realtime.ts';
import { guard } from './guard.ts';
import type { OwnVoice, Seen } from './own-voice.ts';

export interface StayOptions {
  own: OwnVoice;
  botId: string;
  guildId: string;
  channelId: string;
  /** How long it may take until the bot is heard, in milliseconds. */
  readyMs: number;
}

/** Nothing but sound: silence after it, so that the last note is not drawn out. */
const silenceFrames = 5;

/**
 * The bot in one voice channel, deaf, from coming in to leaving. What goes wrong ends it: `over` is aborted with the
 * reason. Whoever opened it calls `leave`, whatever happened; not in a callback of the library, which goes on with the
 * connection after telling of it.
 */
export class Stay {
  readonly channelId: string;
  /** Resolves once the bot can be heard; rejects with the reason where it cannot. */
  readonly ready: Promise<void>;
  readonly #connection: VoiceConnection;
  readonly #over = new AbortController();
  #isIn = false;
  #closeCode: number | null = null;

  constructor({ own, botId, guildId, channelId, readyMs }: StayOptions) {
    this.channelId = channelId;
    const ready = Promise.withResolvers<void>();
    this.ready = ready.promise;
    this.ready.catch(() => {});
    const slow = setTimeout(() => this.#end('Discord did not let the bot in and speak in time'), readyMs);
    this.over.addEventListener('abort', () => {
      clearTimeout(slow);
      ready.reject(this.over.reason);
    });

    const connection = joinVoiceChannel({
      guildId,
      channelId,
      group: botId,
      selfDeaf: true,
      selfMute: false,
      adapterCreator: own.adapter(guildId, (seen) => this.#see(seen)),
    });
    this.#connection = connection;
    const look = () => {
      if (!isHeard(connection)) return;
      clearTimeout(slow);
      ready.resolve();
    };
    connection.on('error', (error) => this.#end(error.message));
    connection.on('transitioned', look);
    connection.on('stateChange', (before, after) => {
      if ('networking' in after && (!('networking' in before) || before.networking !== after.networking)) {
        guard(after.networking);
        after.networking.prependOnceListener('close', (code) => {
          this.#closeCode = code;
        });
      }
      // The library would come back after any close but 4014; a chime is not worth that.
      const isLost = after.status === VoiceConnectionStatus.Signalling && before.status !== after.status;
      if (isLost || after.status === VoiceConnectionStatus.Disconnected)
        this.#end(`Discord ended the voice connection (${this.#closeCode ?? 'no code'})`);
      look();
    });
  }

  get over(): AbortSignal {
    return this.#over.signal;
  }

  /** Where Discord says that the bot is. Moved, put out or silenced, it has no more to do here. */
  #see({ channelId, isMuted }: Seen): void {
    if (channelId === this.channelId) {
      this.#isIn = true;
      if (isMuted) this.#end('the bot may not speak in the voice channel');
    } else if (channelId !== null || this.#isIn) this.#end('the bot was put out of the voice channel');
  }

  #end(reason: string): void {
    this.#over.abort(new Error(reason));
  }

  /** Plays a chime to its end. Rejects with the reason where the stay is over before. */
  async play(name: ChimeName): Promise<void> {
    // What a connection that is made anew misses is gone; the rest of the chime sounds.
    const player = createAudioPlayer({ behaviors: { noSubscriber: NoSubscriberBehavior.Play } });
    player.on('error', (error) => this.#end(error.message));
    const subscription = this.#connection.subscribe(player);
    try {
      player.play(
        createAudioResource(createReadStream(join(import.meta.dirname, 'chimes', `${name}.ogg`)), {
          inputType: StreamType.OggOpus,
          silencePaddingFrames: silenceFrames,
        }),
      );
      await played(player, this.over);
    } finally {
      player.stop(true);
      subscription?.unsubscribe();
    }
  }

  leave(): void {
    this.#end('the bot leaves');
    if (this.#connection.state.status !== VoiceConnectionStatus.Destroyed) this.#connection.destroy();
  }
}

async function played(player: AudioPlayer, over: AbortSignal): Promise<void> {
  over.throwIfAborted();
  await once(player, AudioPlayerStatus.Idle, { signal: over }).catch((error: unknown) => {
    over.throwIfAborted();
    throw error;
  });
}

/** Connected, and where the channel is end-to-end encrypted, with the keys that the others have: nobody hears it before. */
function isHeard({ state }: VoiceConnection): boolean {
  if (state.status !== VoiceConnectionStatus.Ready) return false;
  const { state: network } = state.networking;
  if (network.code !== NetworkingStatusCode.Ready) return false;
  const { dave } = network;
  return dave === undefined || dave.protocolVersion === 0 || dave.session?.ready === true;
}
