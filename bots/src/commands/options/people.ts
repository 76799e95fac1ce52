import type { Option } from '../option.ts';
import { person } from './things.ts';

type Person = Awaited<ReturnType<typeof person.read>>;

/** A mention, a handle, or a name up to the next of them or a comma. */
const names = /<@[^<>]*>|@[^\s,;<@]+|[^,;<@]+/g;
const most = 9;

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
    const read: Person[] = [];
    const parts = (typed.match(names) ?? []).map((part) => part.trim()).filter(Boolean);
    for (const part of parts.slice(0, most)) read.push(await person.read(part, ctx, others));
    return [...new Map(read.map((each) => [each.userId, each])).values()];
  },
};
