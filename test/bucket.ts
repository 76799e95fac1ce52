import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { S3Config } from '@echochat/core/platform/config.ts';

/** What of the stand-in is used here; it brings no types. */
interface S3rver {
  run(): Promise<{ port: number }>;
  close(): Promise<void>;
}
type Made = new (options: object) => S3rver;

/** The key that the stand-in knows. */
const credentials = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };

/** A bucket on a free port, by a stand-in that checks signatures and lengths as a real store does. */
export async function openBucket(): Promise<{ options: S3Config; folder: string; close(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'echochat-bucket-'));
  const S3rver: Made = createRequire(import.meta.url)('@20minutes/s3rver');
  const server = new S3rver({
    address: '127.0.0.1',
    port: 0,
    silent: true,
    directory: folder,
    configureBuckets: [{ name: 'echochat' }],
  });
  const { port } = await server.run();
  const endpoint = `http://127.0.0.1:${port}`;
  return {
    options: { bucket: 'echochat', region: 'us-east-1', endpoint, credentials },
    folder,
    async close() {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
