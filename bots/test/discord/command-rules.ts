import { z } from 'zod';

const option = z.looseObject({
  name: z.string(),
  description: z.string(),
  type: z.number(),
  required: z.boolean().optional(),
});
const command = z.looseObject({ name: z.string(), type: z.number().default(1), options: z.array(option).default([]) });

const chatName = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;

/** What Discord would refuse of a list of commands. */
export function commandComplaints(list: unknown): string[] {
  const commands = z.array(command).parse(list);
  const ofType = (type: number) => commands.filter((one) => one.type === type);
  const keys = commands.map(({ type, name }) => `${type} ${name}`);
  return [
    ...check(ofType(1).length <= 100 && ofType(2).length <= 15 && ofType(3).length <= 15, 'too many commands'),
    ...check(ofType(4).length <= 1, 'two entry points'),
    ...check(new Set(keys).size === keys.length, 'a name twice'),
    ...ofType(1).flatMap((one) => chatComplaints(one)),
    ...ofType(2).flatMap((one) => check(one.name.length >= 1 && one.name.length <= 32, `the name ${one.name}`)),
  ];
}

function chatComplaints(one: z.output<typeof command>): string[] {
  const size = longest(one);
  return [...nodeComplaints(one), ...check(size <= 8_000, `${one.name} has ${size} characters`)];
}

function nodeComplaints(node: { name: string; [key: string]: unknown }): string[] {
  const options = z.array(option).parse(node['options'] ?? []);
  const { name } = node;
  const texts = [node['description'], ...Object.values(Object(node['description_localizations']))];
  const required = options.map((one) => one.required ?? false);
  return [
    ...check(chatName.test(name) && name === name.toLowerCase(), `the name ${name}`),
    ...check(
      texts.every((text) => String(text).length >= 1 && String(text).length <= 100),
      `the description of ${name}`,
    ),
    ...check(options.length <= 25, `${options.length} options of ${name}`),
    ...check(
      required.every((one, index) => !one || required.slice(0, index).every(Boolean)),
      `a required option of ${name} behind one that is not`,
    ),
    ...check(new Set(options.map((one) => one.name)).size === options.length, `an option of ${name} twice`),
    ...options.flatMap((one) => nodeComplaints(one)),
  ];
}

/** Names, descriptions and values, each in its longest language. */
function longest(node: { [key: string]: unknown }): number {
  const most = (text: unknown, others: unknown) =>
    Math.max(...[text ?? '', ...Object.values(Object(others))].map((one) => String(one).length));
  const inside = z.array(z.looseObject({})).parse(node['options'] ?? []);
  return (
    most(node['name'], node['name_localizations']) +
    most(node['description'], node['description_localizations']) +
    inside.reduce((sum, one) => sum + longest(one), 0)
  );
}

const check = (holds: boolean, complaint: string): string[] => (holds ? [] : [complaint]);
