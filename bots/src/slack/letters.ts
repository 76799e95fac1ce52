import { z } from 'zod';
import { failureOf, patiently, refusalOf } from './calls.ts';
import type { Body } from './showing.ts';
import type { Workspaces } from './workspaces.ts';

const eventType = 'echochat_delivery';
const sent = z.object({ channel: z.string(), ts: z.string() });
const conversation = z.object({ channel: z.object({ id: z.string() }) });
const history = z.object({
  messages: z.array(
    z.object({
      ts: z.string(),
      metadata: z
        .object({ event_type: z.string(), event_payload: z.object({ nonce: z.string() }) })
        .optional()
        .catch(undefined),
    }),
  ),
});

export interface Letter {
  teamId: string;
  channel: string;
  threadTs?: string;
  body: Body;
  /** The same for every try of the same message. */
  nonce: string;
}

/** The conversation of the bot with a person. */
export async function conversationWith(workspaces: Workspaces, teamId: string, userId: string): Promise<string> {
  const answer = await patiently(() =>
    workspaces.call(teamId, (client) => client.conversations.open({ users: userId })),
  );
  return conversation.parse(answer).channel.id;
}

/** Posts a message, which carries its nonce where nobody sees it. One try. */
export async function post(
  workspaces: Workspaces,
  { teamId, channel, threadTs, body, nonce }: Letter,
): Promise<string> {
  const answer = await workspaces.call(teamId, (client) =>
    client.chat.postMessage({
      channel,
      ...body,
      ...(threadTs ? { thread_ts: threadTs } : {}),
      unfurl_links: false,
      unfurl_media: false,
      metadata: { event_type: eventType, event_payload: { nonce } },
    }),
  );
  return sent.parse(answer).ts;
}

/**
 * Whether an earlier try of a message arrived: its id, or null. `since` is milliseconds since 1970. What has been said
 * since in a conversation with one person fits into one page.
 */
export async function findLetter(
  workspaces: Workspaces,
  { teamId, channel, threadTs, nonce }: Omit<Letter, 'body'>,
  since: number,
): Promise<string | null> {
  const given = { channel, oldest: ((since - 1_000) / 1_000).toFixed(6), include_all_metadata: true, limit: 100 };
  const answer = await workspaces.call(teamId, (client) =>
    threadTs ? client.conversations.replies({ ...given, ts: threadTs }) : client.conversations.history(given),
  );
  const { messages } = history.parse(answer);
  const found = messages.find(({ metadata: m }) => m?.event_type === eventType && m.event_payload.nonce === nonce);
  return found?.ts ?? null;
}

/** Posts a message at most once though answers are lost: before another try it looks whether the last one arrived. */
export async function postOnce(workspaces: Workspaces, letter: Letter, tries = 3): Promise<void> {
  const since = Date.now();
  for (let attempt = 1; ; attempt += 1) {
    try {
      await post(workspaces, letter);
      return;
    } catch (error) {
      const failure = failureOf(error);
      if (refusalOf(error) !== null || attempt === tries) throw error;
      if (failure.kind === 'broken' && failure.mayHaveArrived) {
        if ((await patiently(() => findLetter(workspaces, letter, since))) !== null) return;
      } else if (failure.kind === 'limited') throw error;
    }
  }
}
