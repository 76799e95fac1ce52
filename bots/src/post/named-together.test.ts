import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestCore, type TestCore } from '../../../test/core.ts';
import { type RunningBot, startBot } from '../../test/discord/bot.ts';
import { claim, communityWith, loseLeases, post, type Reached, reachedAt, tell } from '../../test/post.ts';
import { type RunningSlack, startSlackBot } from '../../test/slack/bot.ts';

let core: TestCore;
let onDiscord: RunningBot;
let onSlack: RunningSlack;
beforeAll(async () => {
  core = await openTestCore();
  [onDiscord, onSlack] = await Promise.all([startBot(core), startSlackBot(core, { everyMs: 0 })]);
});
afterAll(async () => {
  await Promise.all([onDiscord.close(), onSlack.close()]);
  await core.close();
});
beforeEach(async () => {
  await core.services.database.prisma.delivery.deleteMany();
});

/** News for people of a community who take no direct messages. */
async function newsFor(communityId: number, chats: readonly Reached[]): Promise<void> {
  for (const chat of chats) {
    const { userId } = await reachedAt(core, [chat], 'off');
    await core.services.database.prisma.membership.create({ data: { communityId, userId } });
    await tell(core, userId);
  }
}

describe('on Discord', () => {
  async function newsIn(count: number) {
    const { discord } = onDiscord;
    const guild = discord.guild({ name: 'Strings', channels: ['general', 'news'] });
    const channelId = guild.channels[1]?.id ?? '';
    const communityId = await communityWith(core, { platform: 'discord', externalId: guild.id, channelId });
    const ids = Array.from({ length: count }, () => discord.person({ name: `p${randomUUID().slice(0, 8)}` }).id);
    await newsFor(
      communityId,
      ids.map((externalId) => ({ platform: 'discord', workspaceId: '', externalId })),
    );
    const messages = () => [...discord.world.messages.values()].filter((one) => one.channelId === channelId);
    const named = () => messages().map(({ body }) => JSON.stringify(body).match(/(?<=<@)\d+(?=>)/g) ?? []);
    return { ids, messages, named };
  }

  test('as many as a message takes are named by it, without a sound', async () => {
    const { ids, messages, named } = await newsIn(23);
    await post(core, onDiscord.bot.carrier);
    expect(named()).toEqual([ids.slice(0, 20), ids.slice(20)]);
    expect(messages().map(({ flags }) => flags)).toEqual([32_768 | 4_096, 32_768 | 4_096]);
  });

  test('a message whose answer was lost is there once', async () => {
    const { ids, named } = await newsIn(3);
    onDiscord.discord.fault({ match: /messages$/, kind: 'lost', times: 1 });
    await post(core, onDiscord.bot.carrier);
    expect(await core.services.database.prisma.delivery.count({ where: { state: 'waiting' } })).toBe(3);
    core.clock.advance({ seconds: 5 });
    await post(core, onDiscord.bot.carrier);
    expect(await core.services.database.prisma.delivery.count({ where: { state: 'sent' } })).toBe(3);
    expect(named()).toEqual([ids]);
  });

  test('a message whose sender died before it left, or after, is there once and names all', async () => {
    for (const hasLeft of [false, true]) {
      const { ids, named } = await newsIn(3);
      if (hasLeft) {
        // What it sent is seen, what became of it was never written down.
        onDiscord.discord.fault({ match: /messages$/, kind: 'lost', times: 1 });
        await post(core, onDiscord.bot.carrier);
        core.clock.advance({ seconds: 5 });
      }
      await claim(core, randomUUID());
      await loseLeases(core);
      await post(core, onDiscord.bot.carrier);
      expect(named()).toEqual([ids]);
    }
  });
});

describe('on Slack, where a mention is for one pair of eyes', () => {
  test('each sees their own, once, whatever was lost', async () => {
    const { slack, workspace } = onSlack;
    const people = ['Mei', 'Bo', 'Cai'].map((name) => workspace.person({ name }));
    const channelId = workspace.channel('general').id;
    const communityId = await communityWith(core, { platform: 'slack', externalId: workspace.teamId, channelId });
    await newsFor(
      communityId,
      people.map(({ id }) => ({ platform: 'slack', workspaceId: workspace.teamId, externalId: id })),
    );
    slack.fault({ method: 'chat.postEphemeral', kind: 'lost', times: 1 });
    await post(core, onSlack.bot.carrier);
    core.clock.advance({ seconds: 5 });
    await post(core, onSlack.bot.carrier);
    const seen = people.map((person) => person.messages().map(({ isEphemeral }) => isEphemeral));
    expect(seen).toEqual([[true], [true], [true]]);
    expect(slack.calls.filter(({ method }) => method === 'chat.postEphemeral')).toHaveLength(3);
    expect(await core.services.database.prisma.delivery.count({ where: { state: 'sent' } })).toBe(3);
  });
});
