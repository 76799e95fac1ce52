import { fold } from '@echochat/core/platform/text.ts';
import type { PollView } from '@echochat/core/sessions/polls/poll-view.ts';
import type { Values } from '../../cards/action-id.ts';
import type { Choice } from '../../cards/card.ts';
import type { CommandContext } from '../context.ts';
import { type Option, OptionProblem, saidBack } from '../option.ts';
import { own } from './things.ts';

const listed: Option<PollView> = own(
  ({ api }) => api.sessions.getMyPolls(),
  ({ title }) => title,
  ({ title }, folded) => fold(title) === folded,
  'problems.poll',
  'session mine',
);

/** A poll that the person is asked in, by title or id. By id also one that is over. */
export const poll: Option<PollView> = {
  ...listed,
  async read(typed, ctx, others) {
    const id = /^#?(\d{1,9})$/.exec(typed.trim())?.[1];
    return id === undefined ? listed.read(typed, ctx, others) : ctx.api.sessions.getPoll({ pollId: Number(id) });
  },
};

/** Some of the hours of the command's poll, by their ids. */
export const pollHours: Option<number[]> = {
  type: 'text',
  required: false,
  hidden: false,
  asked: { kind: 'choice', multiple: true, choices: hoursOf, orShow: 'session mine' },
  suggest: (_typed, ctx) => hoursOf(ctx, {}),
  async read(typed, ctx, others) {
    const ids = typed.split(/[\s,;]+/).filter(Boolean);
    if (ids.some((id) => !/^\d{1,9}$/.test(id)))
      throw new OptionProblem(
        'problems.poll_hours',
        { given: saidBack(typed) },
        (await hoursOf(ctx, others)).slice(0, 5),
      );
    return ids.map(Number);
  },
};

async function hoursOf(ctx: CommandContext, { poll: typed = '' }: Values): Promise<Choice[]> {
  const found = await poll.read(typed, ctx, {}).catch(() => null);
  return (found?.hours ?? []).map(({ id, at, userIds }) => ({
    value: String(id),
    label: ctx.when(at),
    description: ctx.say('session.poll.can', { count: userIds.length }),
  }));
}
