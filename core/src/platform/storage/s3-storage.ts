import { Readable } from 'node:stream';
import type { S3Config } from '../config.ts';
import { refuseStrangeKey } from './key.ts';
import type { Storage } from './storage.ts';
import { take } from './take.ts';

/** All files lie together under this, beside whatever else the bucket holds. */
const prefix = 'files/';
const connectMs = 3_000;
/** A store that is silent for so long in the middle of a file will not go on. */
const silentMs = 30_000;

/** Files in a bucket of S3 or of a store that speaks like it. The library is loaded when the first file is asked for. */
export function s3Storage({ bucket, region, endpoint, credentials }: S3Config): Storage {
  const opened = once(async () => {
    const sdk = await import('@aws-sdk/client-s3');
    const client = new sdk.S3Client({
      region,
      // Names of buckets before the host need a wildcard in the DNS, which stores of one's own rarely have.
      ...(endpoint === null ? {} : { endpoint, forcePathStyle: true }),
      ...(credentials === null ? {} : { credentials }),
      // Trailing checksums are Amazon's; other stores refuse them.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      // What goes wrong is thrown, and told by who asked.
      logger: { trace() {}, debug() {}, info() {}, warn() {}, error() {} },
      requestHandler: { connectionTimeout: connectMs, socketTimeout: silentMs },
    });
    return { client, sdk };
  });
  const objectOf = (key: string) => {
    refuseStrangeKey(key);
    return { Bucket: bucket, Key: prefix + key };
  };

  return {
    async put(key, body, { bytes, mediaType }) {
      const object = objectOf(key);
      const { checked, whole } = take(body, bytes);
      // The library does not look after the stream: where that breaks, the request is ended before its last byte, and
      // the store keeps nothing.
      const broken = new AbortController();
      whole.catch((error: unknown) => broken.abort(error));
      try {
        const { client, sdk } = await opened();
        await client.send(
          new sdk.PutObjectCommand({ ...object, Body: checked, ContentLength: bytes, ContentType: mediaType }),
          { abortSignal: broken.signal },
        );
      } catch (error) {
        const why: unknown = broken.signal.aborted ? broken.signal.reason : error;
        checked.destroy();
        throw why;
      }
      await whole;
    },
    async open(key) {
      const object = objectOf(key);
      const { client, sdk } = await opened();
      const found = await client.send(new sdk.GetObjectCommand(object)).catch(absent);
      if (found === null || !(found.Body instanceof Readable)) return null;
      return { body: found.Body, bytes: found.ContentLength ?? 0 };
    },
    async sizeOf(key) {
      const object = objectOf(key);
      const { client, sdk } = await opened();
      return (await client.send(new sdk.HeadObjectCommand(object)).catch(absent))?.ContentLength ?? null;
    },
    async remove(key) {
      const object = objectOf(key);
      const { client, sdk } = await opened();
      await client.send(new sdk.DeleteObjectCommand(object));
    },
    async *list() {
      const { client, sdk } = await opened();
      for await (const page of sdk.paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix }))
        for (const { Key, Size } of page.Contents ?? [])
          yield { key: (Key ?? '').slice(prefix.length), bytes: Size ?? 0 };
    },
    close() {
      opened.made?.then(({ client }) => client.destroy()).catch(() => {});
    },
  };
}

function absent(error: unknown): null {
  if (error instanceof Error && ['NoSuchKey', 'NotFound'].includes(error.name)) return null;
  throw error;
}

/** What is made when it is first asked for, and then is the same. */
function once<T>(make: () => Promise<T>): { (): Promise<T>; made: Promise<T> | null } {
  const get = (): Promise<T> => {
    get.made ??= make();
    return get.made;
  };
  get.made = null as Promise<T> | null;
  return get;
}
