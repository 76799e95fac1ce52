import { setTimeout as wait } from 'node:timers/promises';
import { answer, type Card, failure, type StreamEvent, streamEvent } from '@echochat/activity-protocol/playground.ts';
import { taxonomy } from '@echochat/prisma/seed/taxonomy.ts';
import { z } from 'zod';

/** An answer of the playground: a card, or a failure with its sentence; null where none came. */
export interface Reply {
  status: number;
  card: Card | null;
  failure: { code: string; message: string } | null;
  seconds: number;
}

async function post(address: string, body: object): Promise<Reply> {
  const from = performance.now();
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const json: unknown = await response.json();
  const failed = failure.safeParse(json);
  const answered = answer.safeParse(json);
  return {
    status: response.status,
    card: answered.success && 'card' in answered.data ? answered.data.card : null,
    failure: failed.success ? failed.data.error : null,
    seconds: (performance.now() - from) / 1_000,
  };
}

export const say = (url: string, as: string, line: string): Promise<Reply> =>
  post(`${url}/playground/run`, { as, line });

export const press = (url: string, as: string, id: string): Promise<Reply> =>
  post(`${url}/playground/press`, { as, id });

/** The sentence that a person reads, whichever form the answer has. */
export const sentence = ({ card, failure }: Reply): string => card?.text ?? failure?.message ?? '';

/** What an answer says instead of what was asked for; null where it went well. */
export const refusal = (reply: Reply): string | null =>
  reply.status === 200 && reply.card !== null && reply.card.tone !== 'trouble' ? null : sentence(reply);

export const went = (reply: Reply): boolean => refusal(reply) === null;

const called = z.object({ result: z.object({ data: z.object({ json: z.unknown() }) }) });

/** Reads through a procedure, as a program with the person's token does. */
export async function read<T>(
  url: string,
  as: string,
  procedure: string,
  schema: z.ZodType<T>,
  input?: object,
): Promise<T> {
  const query = input ? `?input=${encodeURIComponent(JSON.stringify({ json: input }))}` : '';
  const headers = await signedIn(url, as);
  const response = await fetch(`${url}/trpc/${procedure}${query}`, { headers });
  return schema.parse(called.parse(await response.json()).result.data.json);
}

async function signedIn(url: string, as: string): Promise<{ authorization: string }> {
  const answer = await fetch(`${url}/auth/playground`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ as }),
  });
  const { token } = z.object({ token: z.string() }).parse(await answer.json());
  return { authorization: `Bearer ${token}` };
}

/** A page of somebody's own that hears of their inbox. Resolves with what it heard once the server has ended it. */
export async function watchInbox(url: string, as: string): Promise<{ heard: Promise<string> }> {
  const response = await fetch(`${url}/trpc/notifications.watchInbox`, { headers: await signedIn(url, as) });
  return { heard: response.text() };
}

const goalList = z.array(z.object({ title: z.string(), progress: z.number() }));
const skillList = z.array(z.object({ category: z.object({ name: z.string() }), proficiencyLevel: z.number() }));
const inbox = z.object({ items: z.array(z.object({ kind: z.string(), matchId: z.number().nullable() })) });

export const goalsOf = (url: string, as: string) => read(url, as, 'goals.getMyGoals', goalList);
export const skillsOf = (url: string, as: string) => read(url, as, 'skills.getMySkills', skillList);
export const noticesOf = async (url: string, as: string) =>
  (await read(url, as, 'notifications.getInbox', inbox, { limit: 50 })).items;

/** Skills far from each other in the tree. */
const apart = taxonomy()
  .filter(({ parent }, index) => parent !== null && index % 7 === 0)
  .map(({ name }) => name);

/**
 * Two newcomers who teach each other what the other wants, with a match between them that nobody has answered. Pairs of
 * another number want other things, so that they find each other and nobody else.
 */
export async function matchedPair(
  url: string,
  first: string,
  second: string,
  number = 0,
): Promise<{ matchId: number }> {
  const [one = '', other = ''] = apart.slice(2 * number, 2 * number + 2);
  const mine = [
    [first, one, other],
    [second, other, one],
  ] as const;
  for (const [as, teaches, learns] of mine) {
    const { card } = await say(url, as, `/echo teach:"${teaches}" learn:"${learns}" timezone:"Europe/Lisbon"`);
    if (!card) throw new Error(`${as} could not come in`);
  }
  const matches = z.object({
    items: z.array(z.object({ id: z.number(), them: z.object({ displayName: z.string() }) })),
  });
  const { items } = await read(url, second, 'matching.getMatches', matches, { limit: 50 });
  const match = items.find(({ them }) => them.displayName === first);
  if (!match) throw new Error(`${first} and ${second} were not matched`);
  return { matchId: match.id };
}

export const accept = (url: string, as: string, matchId: number): Promise<Reply> =>
  press(url, as, `match.accept:${matchId}`);

/** A window of the playground: the stream of what reaches somebody, and how it ended. */
export interface Window {
  events: StreamEvent[];
  /** Resolves when the stream ends: true where the server ended it, false where it broke. */
  closed: Promise<boolean>;
  close(): void;
}

export async function openWindow(url: string, as: string): Promise<Window> {
  const abort = new AbortController();
  const response = await fetch(`${url}/playground/stream?as=${as}`, { signal: abort.signal });
  if (!response.ok || !response.body) throw new Error(`the stream of ${as} did not open: ${response.status}`);
  const events: StreamEvent[] = [];
  let text = '';
  const closed = (async () => {
    try {
      for await (const chunk of response.body ?? []) {
        text += Buffer.from(chunk).toString('utf8');
        const parts = text.split('\n\n');
        text = parts.pop() ?? '';
        for (const part of parts) {
          const data = /^data: (.*)$/m.exec(part)?.[1];
          if (data !== undefined) events.push(streamEvent.parse(JSON.parse(data)));
        }
      }
      return true;
    } catch {
      return false;
    }
  })();
  return { events, closed, close: () => abort.abort() };
}

/**
 * Asks until it is so, and says how many seconds that took; throws after `limitSeconds`. It asks more and more seldom: a
 * person's calls are counted.
 */
export async function until(what: string, isSo: () => boolean | Promise<boolean>, limitSeconds = 15): Promise<number> {
  const from = performance.now();
  for (let pauseMs = 50; ; pauseMs = Math.min(1.3 * pauseMs, 2_000)) {
    if (await isSo()) return (performance.now() - from) / 1_000;
    if (performance.now() - from > limitSeconds * 1_000) throw new Error(`not within ${limitSeconds} s: ${what}`);
    await wait(pauseMs);
  }
}
