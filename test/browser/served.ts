import { openWebServer, type WebServer } from '@echochat/activity-server/web-server.ts';
import { openPlayground } from '@echochat/bots/playground/router.ts';
import type { Router } from 'express';
import { openTestCore, type TestCore } from '../core.ts';

export interface Served {
  address: string;
  core: TestCore;
  /** Ends the web server and starts another one at the same address, as a new version would. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** The whole house on a free port, as `npm start` runs it, on a database of the suite's own. */
export async function serve(bring: (core: TestCore) => Promise<Router[]> = async () => []): Promise<Served> {
  const core = await openTestCore();
  const brought = await bring(core);
  const health = { roles: ['web', 'worker'], version: 'test', isReady: async () => true };
  async function open(port: number): Promise<{ port: number; close(): Promise<void> }> {
    const web: WebServer = openWebServer(core, health, {
      pages: ['/', '/playground', '/rooms', '/rooms/:roomId', '/made', '/enter', '/sessions', '/inbox'],
    });
    const playground = openPlayground(core, {
      publicHost: null,
      isOnPurpose: false,
      trustProxy: 0,
      isLocal: web.isLocal,
    });
    web.app.use(playground.router);
    for (const router of brought) web.app.use(router);
    const listening = await web.listen(port, '127.0.0.1');
    return {
      port: listening,
      async close() {
        playground.close();
        await web.close(1_000);
      },
    };
  }
  let web = await open(0);
  const worker = await core.startWorker();
  return {
    address: `http://127.0.0.1:${web.port}`,
    core,
    async restart() {
      await web.close();
      web = await open(web.port);
    },
    async close() {
      await web.close();
      await worker.stop();
      await core.close();
    },
  };
}
