import { webAddressInput } from '@echochat/core/platform/web-address.ts';
import { z } from 'zod';

// What people put beside the board: links and polls. A part of the room's document.

export const mostLinks = 50;
export const mostPolls = 10;
/** Of one poll: a room has fewer seats. */
const mostVotes = 500;
const userId = z.number().int().positive();
const entryId = z.number().int().positive();

const unseen = /[\p{Cc}\p{Zl}\p{Zp}\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/gu;
/** One line without what moves or hides letters. */
const words = (max: number) =>
  z
    .string()
    .transform((value) => value.replace(unseen, ' ').trim())
    .pipe(z.string().min(1).max(max));
/** As it is kept: what came in before addresses were looked at more closely stays readable. */
const address = z
  .string()
  .trim()
  .max(2_048)
  .regex(/^(?:https?:\/\/|mailto:)[^\s]+$/i);

export const sharedLink = z.object({ id: entryId, by: userId, url: address, title: z.string().max(120) });
export type SharedLink = z.infer<typeof sharedLink>;

export const poll = z.object({
  id: entryId,
  by: userId,
  question: z.string().max(200),
  options: z.array(z.string().max(80)).min(2).max(6),
  /** Of each person the option they chose, counted from 0. */
  votes: z.record(z.string(), z.number().int().min(0).max(5)),
  isClosed: z.boolean(),
});
export type Poll = z.infer<typeof poll>;

export const sharedActions = [
  z.object({ do: z.literal('link:add'), url: webAddressInput(2_048), title: words(120).optional() }),
  z.object({ do: z.literal('link:remove'), id: entryId }),
  z.object({ do: z.literal('poll:ask'), question: words(200), options: z.array(words(80)).min(2).max(6) }),
  z.object({ do: z.literal('poll:vote'), id: entryId, option: z.number().int().min(0).max(5) }),
  z.object({ do: z.literal('poll:close'), id: entryId }),
] as const;
export type SharedAction = z.infer<(typeof sharedActions)[number]>;

export interface Shared {
  links: readonly SharedLink[];
  polls: readonly Poll[];
  /** Counts up, so that no two entries ever have the same number. */
  lastId: number;
}

/** Who put an entry there; null where there is none. */
export const authorOf = ({ links, polls }: Shared, action: SharedAction): number | null =>
  action.do === 'link:remove'
    ? (links.find(({ id }) => id === action.id)?.by ?? null)
    : action.do === 'poll:close'
      ? (polls.find(({ id }) => id === action.id)?.by ?? null)
      : null;

/** What is shared after an action of somebody; null where it changes nothing, `full` where there is no room for more. */
export function share(shared: Shared, action: SharedAction, by: number): Shared | null | 'full' {
  const { links, polls, lastId } = shared;
  const id = lastId + 1;
  switch (action.do) {
    case 'link:add': {
      if (links.length >= mostLinks) return 'full';
      const title = action.title ?? action.url.replace(/^(?:https?:\/\/(?:www\.)?|mailto:)/i, '').slice(0, 120);
      return { ...shared, links: [...links, { id, by, url: action.url, title }], lastId: id };
    }
    case 'link:remove': {
      const left = links.filter((link) => link.id !== action.id);
      return left.length === links.length ? null : { ...shared, links: left };
    }
    case 'poll:ask': {
      // A closed poll makes room for a new one, the oldest first.
      const gone = polls.length < mostPolls ? undefined : polls.find(({ isClosed }) => isClosed);
      if (polls.length >= mostPolls && !gone) return 'full';
      const { question, options } = action;
      const asked: Poll = { id, by, question, options, votes: {}, isClosed: false };
      return { ...shared, polls: [...polls.filter((one) => one !== gone), asked], lastId: id };
    }
    case 'poll:vote': {
      const asked = polls.find((one) => one.id === action.id);
      if (!asked || asked.isClosed || action.option >= asked.options.length || asked.votes[by] === action.option)
        return null;
      if (asked.votes[by] === undefined && Object.keys(asked.votes).length >= mostVotes) return 'full';
      const votes = { ...asked.votes, [by]: action.option };
      return { ...shared, polls: polls.map((one) => (one === asked ? { ...one, votes } : one)) };
    }
    case 'poll:close': {
      const asked = polls.find((one) => one.id === action.id && !one.isClosed);
      return asked
        ? { ...shared, polls: polls.map((one) => (one === asked ? { ...one, isClosed: true } : one)) }
        : null;
    }
  }
}
