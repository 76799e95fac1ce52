// A worker as a process of its own, for tests that kill it: sends what is due to the Discord that it is given.
import { discordCarrier } from '@echochat/bots/discord/carrier.ts';
import { openRest } from '@echochat/bots/discord/rest.ts';
import { openPost } from '@echochat/bots/post/deliver.ts';
import { openCore } from '@echochat/core/core.ts';
import { openLog } from '@echochat/core/platform/log.ts';

const [, , databaseUrl = '', apiUrl = '', token = '', filesPath = ''] = process.argv;
const log = openLog('error');
const core = await openCore({
  databaseUrl,
  redisUrl: null,
  authSecret: 'reminder-worker'.repeat(3),
  files: { kind: 'folder', path: filesPath },
  log,
});
const rest = openRest({ token, clientId: '1', clientSecret: null, apiUrl, shards: null }, log);
const worker = await core.startWorker({ pumps: [openPost(core, [discordCarrier(rest)])] });
process.send?.('ready');
// Without the test nobody would end it.
process.on('disconnect', () => process.exit(1));
process.on('message', async () => {
  await worker.stop();
  await core.close();
  process.exit(0);
});
