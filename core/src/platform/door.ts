import { createHash } from 'node:crypto';

/** A link out of a chat is used at once or not at all. */
export const doorMinutes = 10;

/** What is kept of a secret. It is random and long, so that a plain hash keeps it. */
export const secretHash = (secret: string): string => createHash('sha256').update(secret).digest('hex');
