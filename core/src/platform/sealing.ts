import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const ivBytes = 12;
const tagBytes = 16;

/** Keeps secrets of others, such as a workspace's token: AES-256-GCM with a key of its own from AUTH_SECRET. */
export interface Sealing {
  /** `context` says whose it is; it opens under the same context alone. */
  seal(secret: string, context: string): Uint8Array<ArrayBuffer>;
  /** Null for what was sealed with another secret, for somebody else, or was changed. */
  open(sealed: Uint8Array, context: string): string | null;
}

export function openSealing(authSecret: string): Sealing {
  const key = Buffer.from(hkdfSync('sha256', authSecret, 'echochat', 'sealed tokens', 32));
  return {
    seal(secret, context) {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(context));
      const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return new Uint8Array(Buffer.concat([iv, cipher.getAuthTag(), sealed]));
    },
    open(sealed, context) {
      try {
        const bytes = Buffer.from(sealed);
        const tag = bytes.subarray(ivBytes, ivBytes + tagBytes);
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, ivBytes), { authTagLength: tagBytes })
          .setAAD(Buffer.from(context))
          .setAuthTag(tag);
        return Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]).toString('utf8');
      } catch {
        return null;
      }
    },
  };
}
