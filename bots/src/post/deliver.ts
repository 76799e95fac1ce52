import type { Core } from '@echochat/core/core.ts';
import type { DueDelivery } from '@echochat/core/notifications/next-delivery.ts';
import { deliverJob } from '@echochat/core/notifications/plan-delivery.ts';
import { defineJob, type Job } from '@echochat/core/platform/jobs/job.ts';
import { type Card, card } from '../cards/card.ts';
import type { CommandContext } from '../commands/context.ts';
import { openDispatcher } from '../commands/dispatch.ts';
import { noticeCard } from '../commands/notices.ts';
import type { Address, Carrier, Outcome } from './carrier.ts';

/**
 * The job that brings people what waits for them, one message after the other. Every step is written down before the
 * next, so a job that dies in the middle goes on where it was.
 */
export function openPost(core: Core, carriers: readonly Carrier[]): Job {
  const dispatcher = openDispatcher(core);
  const system = core.as({ kind: 'system', name: 'post' });
  const platforms = carriers.map(({ platform }) => platform);

  async function send(userId: number, due: DueDelivery): Promise<Outcome | { kind: 'dropped' }> {
    const carrier = carriers.find(({ platform }) => platform === due.route.platform);
    if (!carrier) return { kind: 'later', afterMs: 0, mayHaveArrived: due.firstTriedAt !== null };
    const ctx = await dispatcher.context(userId, due.route.platform);
    const shown = due.kind === 'mention' ? mentionCard(ctx) : await noticeOf(ctx, due.notificationId);
    if (!shown) return { kind: 'dropped' };
    const { deliveryId, firstTriedAt, route } = due;
    const nonce = `d${deliveryId}.${route.identityId}`;
    return carrier.send({ address: addressOf(due), card: shown, nonce, firstTriedAt });
  }

  return defineJob(deliverJob.name, deliverJob.schema, async ({ userId }) => {
    for (;;) {
      const due = await system.notifications.nextDelivery({ userId, platforms });
      if (due === null) return;
      const outcome = await send(userId, due);
      const { goOn } = await system.notifications.settleDelivery({ deliveryId: due.deliveryId, outcome });
      if (!goOn) return;
    }
  });
}

async function noticeOf(ctx: CommandContext, id: number): Promise<Card | null> {
  const notice = await ctx.api.notifications.getNotice({ id });
  return notice && noticeCard(ctx, notice);
}

function addressOf({ kind, route }: DueDelivery): Address {
  const { workspaceId, externalId, channelId } = route;
  if (kind === 'message') return { kind: 'person', workspaceId, externalId, channelId };
  return { kind: 'channel', workspaceId, channelId: channelId ?? '', mentions: externalId };
}

const mentionCard = (ctx: CommandContext): Card =>
  card({
    sign: '📬',
    title: ctx.say('post.mention.title'),
    text: ctx.tell('post.mention.text'),
    actions: [ctx.button('inbox', ctx.say('inbox.button'), {}, 'primary')],
    footer: ctx.say('post.mention.footer'),
  });
