import { Readable } from 'node:stream';
import type { S3Config } from '../config.ts';
import { folderStorage } from './folder-storage.ts';
import { newKey } from './key.ts';
import { s3Storage } from './s3-storage.ts';
import type { Storage } from './storage.ts';

export type StorageOptions = { kind: 'folder'; path: string } | ({ kind: 's3' } & S3Config);

export const openStorage = (options: StorageOptions): Storage =>
  options.kind === 'folder' ? folderStorage(options.path) : s3Storage(options);

/** Whether a bucket can be written; null, or how it cannot, for whoever has configured it. */
export async function storageProblem(options: StorageOptions): Promise<string | null> {
  const storage = openStorage(options);
  const key = newKey();
  try {
    await storage.put(key, Readable.from([Buffer.from('EchoChat')]), { bytes: 8, mediaType: 'text/plain' });
    const there = await storage.sizeOf(key);
    await storage.remove(key);
    return there === 8 ? null : 'does not give back what it took';
  } catch (error) {
    return `refuses to be written (${error instanceof Error ? error.name : String(error)})`;
  } finally {
    storage.close();
  }
}
