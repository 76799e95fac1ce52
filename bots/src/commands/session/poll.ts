import type { PollView } from '@echochat/core/sessions/polls/poll-view.ts';
import { type Answer, type Command, defineCommand } from '../command.ts';
import type { CommandContext } from '../context.ts';
import { askFor } from '../form-of.ts';
import { hidden, required } from '../option.ts';
import { integer, text, yesNo } from '../options/plain.ts';
import { pollHours, poll as pollOption } from '../options/poll.ts';
import { sessionMine } from './lists.ts';
import { orAnyway } from './or-anyway.ts';
import { othersOf, pollCard } from './poll-cards.ts';

/** A poll as it stands; or asks everybody, by the draft that a search for hours left. */
export const sessionPoll: Command = defineCommand({
  path: 'session poll',
  options: { poll: pollOption, draft: hidden(text(20)) },
  form: ['poll'],
  async run(ctx, { poll, draft }) {
    if (draft) {
      const opened = await ctx.api.sessions.openPollDraft({ draftId: draft });
      const names = othersOf(ctx, opened).map(({ displayName }) => displayName);
      return { card: pollCard(ctx, opened, ctx.tell('session.poll.opened', { names: ctx.list(names) })) };
    }
    return poll ? { card: pollCard(ctx, poll) } : which(ctx, async (only) => ({ card: pollCard(ctx, only) }));
  },
});

/** What is to be done with a poll that was not named: with the only one there is, else the person chooses. */
async function which(ctx: CommandContext, act: (only: PollView) => Promise<Answer>): Promise<Answer> {
  const [only, ...more] = await ctx.api.sessions.getMyPolls();
  if (only === undefined) return sessionMine.run(ctx, {});
  return more.length === 0 ? act(only) : askFor(ctx, sessionPoll, {}, ['poll']);
}

/** Which of its hours suit: a form asks, and what is said counts until something else is. */
export const sessionVote: Command = defineCommand({
  path: 'session vote',
  options: { poll: pollOption, hours: pollHours, none: hidden(yesNo) },
  form: ['hours'],
  async run(ctx, { poll, hours, none }) {
    if (!poll) return which(ctx, (only) => ballot(ctx, only));
    if (hours === undefined && !none) return ballot(ctx, poll);
    const answered = await ctx.api.sessions.answerPoll({ pollId: poll.id, hourIds: none ? [] : (hours ?? []) });
    return { card: pollCard(ctx, answered, answered.status === 'open' ? ctx.tell('session.poll.noted') : undefined) };
  },
});

/** The form that asks, with what was said so far; of a poll that is over, what came of it. */
async function ballot(ctx: CommandContext, poll: PollView): Promise<Answer> {
  if (poll.status !== 'open') return { card: pollCard(ctx, poll) };
  const mine = poll.hours.filter(({ userIds }) => userIds.includes(ctx.actor.userId)).map(({ id }) => id);
  return askFor(ctx, sessionVote, { poll: String(poll.id), hours: mine.join(',') }, ['hours']);
}

/** Its host takes one of the hours, or asks no more. */
export const sessionSettle: Command = defineCommand({
  path: 'session settle',
  options: { poll: required(pollOption), hour: hidden(integer(1, 2_000_000_000)), busy: hidden(yesNo), off: yesNo },
  form: ['poll'],
  async run(ctx, { poll, hour, busy, off }) {
    const { decidePoll, closePoll } = ctx.api.sessions;
    if (off) return { card: pollCard(ctx, await closePoll({ pollId: poll.id })) };
    if (hour === undefined) return { card: pollCard(ctx, poll) };
    const values = { poll: String(poll.id), hour: String(hour) };
    return orAnyway(ctx, { path: 'session settle', values }, async () => ({
      card: pollCard(ctx, await decidePoll({ pollId: poll.id, hourId: hour, evenIfBusy: busy === true })),
    }));
  },
});
