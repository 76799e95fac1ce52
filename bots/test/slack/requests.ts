import { createHmac } from 'node:crypto';

export interface SentRequest {
  headers: Record<string, string>;
  body: string;
}

/** What the app answered directly. */
export interface Answered {
  /** The HTTP status; 0 where no answer came within the 3 s that Slack waits. */
  status: number;
  ackMs: number;
  body: string;
}

export interface Forgery {
  secret?: string;
  /** Seconds before or after now that the timestamp says. */
  skewSeconds?: number;
  headers?: Record<string, string>;
}

const ackMs = 3_000;

/** A request as Slack signs it. */
export function signed(body: string, type: string, secret: string, forgery: Forgery = {}): SentRequest {
  const timestamp = String(Math.floor(Date.now() / 1_000) + (forgery.skewSeconds ?? 0));
  const hash = createHmac('sha256', forgery.secret ?? secret)
    .update(`v0:${timestamp}:${body}`)
    .digest('hex');
  return {
    body,
    headers: {
      'content-type': type,
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${hash}`,
      ...forgery.headers,
    },
  };
}

export async function post(url: string, { body, headers }: SentRequest): Promise<Answered> {
  const began = performance.now();
  try {
    const answer = await fetch(url, { method: 'POST', body, headers, signal: AbortSignal.timeout(ackMs) });
    const text = await answer.text();
    return { status: answer.status, ackMs: performance.now() - began, body: text };
  } catch {
    return { status: 0, ackMs: performance.now() - began, body: '' };
  }
}
