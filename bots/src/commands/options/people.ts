import type { Values } from '../../cards/action-id.ts';
import type { CommandContext } from '../context.ts';
import { type Option, OptionProblem } from '../option.ts';
import { person } from './things.ts';

type Person = Awaited<ReturnType<typeof person.read>>;

/** A mention, a handle, or a name up to the next of them or a comma. */
const names = /<@[^<>]*>|@[^\s,;<@]+|[^,;<@]+/g;
/** With oneself as many as meet in a room of the free plan; hours are looked for with no more. */
export const mostPeople = 9;
/** Those of a button: a handle has 32 characters, a button's id 100. */
const kept = /^~([\w-]{10})$/;

/** The value that names these people on a button. */
export async function peopleValue({ api }: CommandContext, people: readonly { userId: number }[]): Promise<Values> {
  if (people.length === 0) return {};
  const { groupId } = await api.sessions.keepGroup({ userIds: people.map(({ userId }) => userId) });
  return { people: `~${groupId}` };
}

/** Several learners at once: "@bo @cy", "Bo, Cy", or as the chat mentions them; each counts once. */
export const people: Option<Person[]> = {
  type: 'text',
  required: false,
  hidden: false,
  asked: { kind: 'text', multiline: false, maxLength: 300 },
  async suggest(typed, ctx) {
    const [, before = '', last = typed] = /^(.*[\s,;])?([^\s,;]*)$/s.exec(typed) ?? [];
    const found = (await person.suggest?.(last, ctx)) ?? [];
    return found.map((choice) => ({
      ...choice,
      value: `${before}${choice.value}`,
      label: `${before}${choice.label}`,
    }));
  },
  async read(typed, ctx, others) {
    const groupId = kept.exec(typed.trim())?.[1];
    if (groupId !== undefined) return ctx.api.sessions.getGroup({ groupId });
    const parts = (typed.match(names) ?? []).map((part) => part.trim()).filter(Boolean);
    const distinct = [...new Set(parts)];
    if (distinct.length > mostPeople) throw new OptionProblem('problems.people_many', { most: mostPeople });
    const read: Person[] = [];
    for (const part of distinct) read.push(await person.read(part, ctx, others).catch(amid(distinct, part)));
    return [...new Map(read.map((each) => [each.userId, each])).values()];
  },
};

/** What may be meant by one of them stands among the others, who were understood. */
const amid = (parts: readonly string[], part: string) => (problem: unknown) => {
  if (!(problem instanceof OptionProblem)) throw problem;
  const whole = (value: string) => parts.map((each) => (each === part ? value : each)).join(', ');
  const alternatives = problem.alternatives.map((choice) => ({ ...choice, value: whole(choice.value) }));
  throw new OptionProblem(problem.key, problem.params, alternatives);
};
