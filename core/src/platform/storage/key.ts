import { randomBytes } from 'node:crypto';

/** A name that nobody guesses, and that means nothing to any file system. */
export const newKey = (): string => randomBytes(20).toString('hex');

/** Throws for anything that could lead out of a folder or to a name that the house did not make. */
export function refuseStrangeKey(key: string): void {
  if (!/^[a-z0-9]{16,64}$/.test(key)) throw new Error('a key of the storage is made of small letters and digits');
}
