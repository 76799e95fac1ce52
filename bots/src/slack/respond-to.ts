import { setTimeout as wait } from 'node:timers/promises';
import { RespondError } from '@slack/bolt';
import { callTimeoutMs } from './calls.ts';
import type { Body } from './showing.ts';

const pauseMs = 200;

/** Slack took the request and refuses what is in it. */
export class UnfitResponse extends Error {}

export interface ResponseKind {
  /** Who sees a new message; only they, where nothing is said. */
  response_type?: 'ephemeral' | 'in_channel';
  /** Puts it in the place of the message that was pressed on. */
  replace_original?: boolean;
  thread_ts?: string;
}

/**
 * Answers by a response URL, which is good five times in half an hour: no token is needed. Where Slack's answer was lost
 * it is told once more, now to put the message in the place of the one that it may have shown already. Rejects with Bolt's
 * RespondError where the URL is used up, with UnfitResponse where the message is refused.
 */
export async function respondTo(url: string, body: Body, kind: ResponseKind): Promise<void> {
  const message = { response_type: 'ephemeral', replace_original: false, ...kind, ...body };
  try {
    await once(url, message);
  } catch (error) {
    const isFinal = error instanceof RespondError && error.statusCode < 500 && error.statusCode !== 429;
    if (isFinal || error instanceof UnfitResponse) throw error;
    await wait(pauseMs);
    await once(url, { ...message, replace_original: true });
  }
}

async function once(url: string, message: object): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(message),
    signal: AbortSignal.timeout(callTimeoutMs),
  });
  const said = (await response.text()).slice(0, 500);
  if (/invalid_(blocks|payload|attachments)|too_many_(blocks|attachments)|no_text/.test(said))
    throw new UnfitResponse(said);
  if (!response.ok) throw new RespondError(`the response URL answered ${response.status} ${said}`, response.status);
}
