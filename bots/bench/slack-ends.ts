import { once } from 'node:events';
import { createServer } from 'node:http';
import { App, ExpressReceiver } from '@slack/bolt';
import express, { type Router } from 'express';
import { z } from 'zod';
import { slackLogger } from '../src/slack/calls.ts';
import { openSlack } from '../src/slack/slack.ts';
import type { Start } from './load.ts';

const address = z.object({ apiUrl: z.string(), signingSecret: z.string(), botToken: z.string() });

async function serve(router: Router) {
  const server = createServer(express().use(router));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const listening = server.address();
  const port = typeof listening === 'object' && listening ? listening.port : 0;
  return {
    begin: { appUrl: `http://127.0.0.1:${port}` },
    async stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** EchoChat on Slack. */
export const slackOurs: Start = async (core, told) => {
  const { apiUrl, signingSecret, botToken } = address.parse(told);
  const app = { kind: 'workspace' as const, botToken };
  const bot = await openSlack(core, { apiUrl, signingSecret, appToken: null, publicUrl: null, app });
  const served = await serve(bot.router);
  return {
    begin: served.begin,
    async stop() {
      await bot.close();
      await served.stop();
    },
  };
};

/** Bolt alone: every command is acknowledged and answered by the same text. */
export const slackConstant: Start = async (core, told) => {
  const { apiUrl, signingSecret, botToken } = address.parse(told);
  const router = express.Router();
  const logger = slackLogger(core.services.log);
  const receiver = new ExpressReceiver({ signingSecret, router, endpoints: '/slack/events', logger });
  const app = new App({ receiver, token: botToken, clientOptions: { slackApiUrl: apiUrl }, logger });
  app.command(/(?:)/, async ({ ack, respond }) => {
    await ack();
    await respond({ text: 'Always the same.' });
  });
  return serve(router);
};
