import { setTimeout as wait } from 'node:timers/promises';
import type { Core } from '@echochat/core/core.ts';
import { ExpressReceiver } from '@slack/bolt';
import express, { type Request, type Router } from 'express';
import { openReception } from '../commands/reception.ts';
import type { Carrier } from '../post/carrier.ts';
import { slackLogger } from './calls.ts';
import { type CarrierOptions, carrierFor } from './carrier.ts';
import type { Desk } from './desk.ts';
import { openHomes } from './homes.ts';
import { installRoutes } from './install/routes.ts';
import { listen } from './listeners.ts';
import { openEventHandlers } from './on-event.ts';
import { openPeople } from './people.ts';
import { signedOnly } from './requests.ts';
import { openShowing } from './showing.ts';
import type { SlackSettings } from './slack-settings.ts';
import { openSocket, type SocketOptions } from './socket.ts';
import { openWorkspaces } from './workspaces.ts';

export interface SlackBot {
  /** POST /slack/events, GET /slack/install and GET /slack/oauth_redirect, to be mounted before anything reads a body. */
  router: Router;
  carrier: Carrier;
  /** Resolves with one sentence for whoever runs it when it cannot go on. */
  ended: Promise<string>;
  /** Takes nothing new, and lets what was begun be answered. */
  close(): Promise<void>;
}

export type SlackOptions = CarrierOptions & SocketOptions & { addressOf?: (request: Request) => string };

const answerMs = 5_000;

/** Brings EchoChat to Slack: over HTTP by the router, or by Socket Mode where there is an app token. */
export async function openSlack(core: Core, config: SlackSettings, options: SlackOptions = {}): Promise<SlackBot> {
  const { log } = core.services;
  const ending = Promise.withResolvers<string>();
  const closing = new AbortController();
  const workspaces = openWorkspaces(core, config);
  workspaces.onEnded(ending.resolve);
  const people = openPeople(workspaces);
  const desk: Desk = { reception: openReception(core), workspaces, people, showing: openShowing(), log };
  const events = openEventHandlers(core, desk, closing.signal);
  const homes = openHomes(events);
  const router = express.Router();

  const socket =
    config.appToken === null ? null : openSocket(config.appToken, config.apiUrl, log, ending.resolve, options);
  const receiver = socket?.receiver ?? overHttp(router, config.signingSecret ?? '', core);
  const listening = listen(receiver, config.apiUrl, desk, homes.events, homes.refresh);
  const install = installRoutes(core, config, workspaces, options.addressOf ?? ((request) => request.ip ?? 'unknown'));
  router.use(install.router);
  socket?.start();

  return {
    router,
    carrier: carrierFor(workspaces, options),
    ended: ending.promise,
    async close() {
      closing.abort();
      await Promise.all([
        Promise.race([
          Promise.all([listening.settled(), install.settled()]),
          wait(answerMs, undefined, { ref: false }),
        ]),
        socket?.close(),
      ]);
    },
  };
}

/** Bolt's own receiver behind our door: what comes to it was signed, just now, once. */
function overHttp(router: Router, signingSecret: string, core: Core): ExpressReceiver {
  const { log } = core.services;
  router.post('/slack/events', ...signedOnly(signingSecret, log));
  return new ExpressReceiver({ signingSecret, router, endpoints: '/slack/events', logger: slackLogger(log) });
}
