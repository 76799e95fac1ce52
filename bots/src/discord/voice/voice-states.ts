import { z } from 'zod';

const state = z.object({ user_id: z.string(), channel_id: z.string().nullish(), guild_id: z.string().optional() });
const guild = z.object({ id: z.string(), voice_states: z.array(state).default([]) });

/** Who is in which voice channel, as the gateway has said it; the bot itself is nobody. */
export class VoiceStates {
  readonly #botId: string;
  /** The channel of each person, by guild. */
  readonly #guilds = new Map<string, Map<string, string>>();
  /** Guilds that were told of as a whole. */
  readonly #whole = new Set<string>();

  constructor(botId: string) {
    this.#botId = botId;
  }

  /** A guild as it is: what was known of it before is no more. */
  onGuild(data: unknown): void {
    const parsed = guild.safeParse(data);
    if (!parsed.success) return;
    const { id, voice_states: states } = parsed.data;
    this.#whole.add(id);
    const people = states.filter(({ user_id: userId }) => userId !== this.#botId);
    this.#guilds.set(id, new Map(people.flatMap((one) => (one.channel_id ? [[one.user_id, one.channel_id]] : []))));
  }

  /** Somebody came, went or moved. Returns the channels that are different by it. */
  onState(data: unknown): string[] {
    const parsed = state.safeParse(data);
    if (!parsed.success || parsed.data.guild_id === undefined) return [];
    const { guild_id: guildId, user_id: userId, channel_id: channelId } = parsed.data;
    if (userId === this.#botId) return [];
    const states = this.#of(guildId);
    const before = states.get(userId);
    if (channelId) states.set(userId, channelId);
    else states.delete(userId);
    return [before, channelId].filter((id) => id !== undefined && id !== null && before !== channelId) as string[];
  }

  /** What was asked of Discord because the gateway had not said it. */
  learn(guildId: string, userId: string, channelId: string): void {
    const states = this.#of(guildId);
    if (!states.has(userId)) states.set(userId, channelId);
  }

  /** Whether everybody in voice there is known. */
  isWhole(guildId: string): boolean {
    return this.#whole.has(guildId);
  }

  inChannel(guildId: string, channelId: string): string[] {
    return [...(this.#guilds.get(guildId) ?? [])].flatMap(([userId, at]) => (at === channelId ? [userId] : []));
  }

  #of(guildId: string): Map<string, string> {
    const states = this.#guilds.get(guildId) ?? new Map<string, string>();
    this.#guilds.set(guildId, states);
    return states;
  }
}
