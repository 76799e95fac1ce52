import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { openWebServer } from '@echochat/activity-server/web-server.ts';
import { openPlayground } from '@echochat/bots/playground/router.ts';
import { openTestCore } from '../core.ts';

export interface Served {
  address: string;
  close(): Promise<void>;
}

/** The whole house on a free port, as `npm start` runs it, on a database of the suite's own. */
export async function serve(): Promise<Served> {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  execFileSync('npm', ['run', 'build', '--silent'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  const core = await openTestCore();
  const web = openWebServer(core, { roles: ['web', 'worker'], version: 'test', isReady: async () => true }, [
    '/',
    '/playground',
  ]);
  const playground = openPlayground(core, null);
  web.app.use(playground.router);
  const port = await web.listen(0, '127.0.0.1');
  const worker = await core.startWorker();
  return {
    address: `http://127.0.0.1:${port}`,
    async close() {
      playground.close();
      await web.close(1_000);
      await worker.stop();
      await core.close();
    },
  };
}
