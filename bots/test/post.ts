import { randomUUID } from 'node:crypto';
import type { DueDelivery } from '@echochat/core/notifications/claim-deliveries.ts';
import { recordNotices } from '@echochat/core/notifications/record-notices.ts';
import { toDate } from '@echochat/core/platform/time.ts';
import type { Person, TestCore } from '../../test/core.ts';
import type { Carrier, Outcome, Outgoing } from '../src/post/carrier.ts';
import { openPost } from '../src/post/deliver.ts';

/** A chat that notes what it is given, and answers as it is told to. */
export function openCarrier(platform: Carrier['platform'], answers: Outcome[] = []) {
  const given: Outgoing[] = [];
  const carrier: Carrier = {
    platform,
    perSecond: null,
    mostNamed: platform === 'discord' ? 20 : 1,
    async send(outgoing) {
      given.push(outgoing);
      return answers.shift() ?? { kind: 'sent', channelId: `c-${platform}`, messageId: `m${given.length}` };
    },
  };
  return { carrier, given, titles: () => given.map(({ card }) => card.title) };
}

export interface Reached {
  platform: 'discord' | 'slack';
  workspaceId: string;
  externalId: string;
}

/** Somebody who is reached there, last seen on the last of them. */
export async function reachedAt(
  { services, clock, newcomer }: TestCore,
  chats: readonly Reached[],
  directMessages: 'on' | 'off' | 'unasked',
  name = `p${randomUUID().slice(0, 8)}`,
): Promise<Person> {
  const { prisma } = services.database;
  const made = await newcomer(name);
  for (const [index, chat] of chats.entries()) {
    const lastSeenAt = toDate(clock.now().subtract({ hours: 10 - index }));
    const identity = { ...chat, userId: made.userId, handle: name, displayName: name };
    await prisma.identity.create({ data: { ...identity, lastSeenAt } });
  }
  await prisma.notificationPreference.create({ data: { userId: made.userId, directMessages } });
  return made;
}

/** A community that names people in a channel; its id. */
export async function communityWith(
  core: TestCore,
  given: { platform: 'discord' | 'slack'; externalId: string; channelId: string },
): Promise<number> {
  const { platform, externalId, channelId: announcementChannelId } = given;
  const { communities } = core.as({ kind: 'system', name: 'test' });
  const { communityId } = await communities.arrive({ platform, externalId, name: 'Community' });
  await core.services.database.prisma.community.update({
    where: { id: communityId },
    data: { announcementChannelId },
  });
  return communityId;
}

/** Something happens that they should know. */
export const tell = (core: TestCore, userId: number) =>
  recordNotices.handle({ type: 'account.linked', v: 1, userId, platform: 'slack' }, `k-${randomUUID()}`, core.services);

/** Sends what is due until nothing is, as the worker does. */
export async function post(core: TestCore, ...carriers: Carrier[]): Promise<void> {
  const pump = openPost(core, carriers);
  while (await pump.run(core.services)) await pump.idle?.();
  await pump.idle?.();
}

/** What a process claims that dies before it has sent any of it. */
export async function claim(core: TestCore, sender: string, most = 100): Promise<DueDelivery[]> {
  const { notifications } = core.as({ kind: 'system', name: 'test' });
  const claimed = { sender, platform: 'discord' as const, most, mostNamed: 20, pace: null };
  return (await notifications.claimDeliveries({ ...claimed, platforms: ['discord'] })).due;
}

/** As when the processes that held them have been dead for a while. */
export const loseLeases = ({ services }: TestCore) =>
  services.database.prisma.delivery.updateMany({ data: { leasedUntil: new Date(0) } });
