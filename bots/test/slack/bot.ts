import { once } from 'node:events';
import { createServer } from 'node:http';
import { openSlack, type SlackBot, type SlackOptions } from '@echochat/bots/slack/slack.ts';
import express from 'express';
import type { TestCore } from '../../../test/core.ts';
import { type Slack, startSlack, type Workspace } from './slack.ts';

export interface RunningSlack {
  slack: Slack;
  bot: SlackBot;
  /** The workspace of a token in the configuration; with `many`, one that has yet to install the app. */
  workspace: Workspace;
  close(): Promise<void>;
}

/** A Slack with our app on it, reached over HTTP as the web server mounts it. */
export async function startSlackBot(
  core: TestCore,
  options: SlackOptions & { many?: boolean; rotatesTokens?: boolean } = {},
): Promise<RunningSlack> {
  const slack = await startSlack(options);
  const workspace = slack.workspace({ name: 'Acme', channels: ['general', 'news'] });
  const app = express();
  const server = createServer(app);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  const publicUrl = `http://127.0.0.1:${address.port}`;
  const bot = await openSlack(
    core,
    {
      signingSecret: slack.signingSecret,
      appToken: null,
      apiUrl: slack.apiUrl,
      publicUrl,
      app: options.many
        ? { kind: 'workspaces', clientId: slack.clientId, clientSecret: slack.clientSecret }
        : { kind: 'workspace', botToken: workspace.installDirectly() },
    },
    options,
  );
  app.use(bot.router);
  slack.connect(publicUrl);
  return {
    slack,
    bot,
    workspace,
    async close() {
      await bot.close();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      await slack.close();
    },
  };
}
