import { App, type Receiver } from '@slack/bolt';
import { z } from 'zod';
import { openOnce } from '../commands/once.ts';
import { clientOptions, slackLogger } from './calls.ts';
import type { Desk } from './desk.ts';
import { onCommand } from './on-command.ts';
import type { Events } from './on-event.ts';
import { onPress } from './on-press.ts';
import { onShortcut } from './on-shortcut.ts';
import { openSubmissions } from './on-submit.ts';
import { onTyping } from './on-typing.ts';
import { anyAction } from './render/action-id.ts';

export interface Listening {
  /** Resolves once what was begun is answered. */
  settled(): Promise<void>;
}

const anything = /(?:)/;
const triggered = z.object({ trigger_id: z.string().min(1).optional() });

/**
 * Tells Bolt what is done about everything that Slack sends. Each is acknowledged before anything is asked of anybody;
 * the work follows, and never fails the acknowledgement. What Slack sends a second time is acknowledged, not done.
 */
export function listen(
  receiver: Receiver,
  apiUrl: string,
  desk: Desk,
  events: Events,
  whenDone: Parameters<typeof openSubmissions>[1],
): Listening {
  const { log } = desk;
  const app = new App({
    receiver,
    // Whose token a call needs is looked up when it is made: to acknowledge, nobody is asked.
    authorize: async () => ({}),
    clientOptions: clientOptions(apiUrl, log),
    logger: slackLogger(log),
    convoStore: false,
    ignoreSelf: false,
    attachFunctionToken: false,
  });
  app.error(async (error) => log.warn({ error: String(error) }, 'Slack sent something that could not be handled'));

  const once = openOnce();
  const underWay = new Set<Promise<void>>();
  const submissions = openSubmissions(desk, whenDone);

  function begin(work: () => Promise<void>): void {
    const task = work()
      .catch((error: unknown) => log.error({ err: error }, 'something from Slack could not be answered'))
      .finally(() => underWay.delete(task));
    underWay.add(task);
  }
  /** A trigger is used for one thing; what comes with it again was sent again because nobody acknowledged it. */
  const isNew = (body: unknown) => {
    const trigger = triggered.safeParse(body).data?.trigger_id;
    return trigger === undefined || once.isFirst(trigger);
  };
  const acked = (acknowledging: Promise<void>) =>
    acknowledging.catch((error: unknown) => log.info({ error: String(error) }, 'an acknowledgement was lost'));

  app.command(anything, async ({ ack, body }) => {
    const at = Date.now();
    await acked(ack());
    if (isNew(body)) begin(() => onCommand(desk, body, at));
  });
  app.action(anything, async ({ ack, body, action }) => {
    const at = Date.now();
    await acked(ack());
    const isOurs = 'action_id' in action && anyAction.test(action.action_id);
    if (isOurs && isNew(body)) begin(() => onPress(desk, body, at));
  });
  app.shortcut(anything, async ({ ack, body }) => {
    const at = Date.now();
    await acked(ack());
    if (isNew(body)) begin(() => onShortcut(desk, body, at));
  });
  app.view(anything, async ({ ack, body }) => {
    const submitted = submissions(body, Date.now());
    const acknowledged = await submitted.ack;
    await acked(acknowledged ? ack(acknowledged) : ack());
    begin(submitted.work);
  });
  app.options(anything, async ({ ack, body }) => {
    const options = await onTyping(desk, body).catch((error: unknown) => {
      log.warn({ error: String(error) }, 'nothing could be suggested');
      return [];
    });
    await acked(ack({ options }));
  });

  // Bolt acknowledges events before it calls these.
  app.event('app_home_opened', async ({ body }) => begin(() => events.homeOpened(body)));
  app.event('message', async ({ body }) => begin(() => events.message(body)));
  app.event('tokens_revoked', async ({ body }) => begin(() => events.tokensRevoked(body)));
  app.event('app_uninstalled', async ({ body }) => begin(() => events.uninstalled(body)));

  return {
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}
