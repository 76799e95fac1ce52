import type { Values } from '@echochat/bots/cards/action-id.ts';
import type { Command } from '@echochat/bots/commands/command.ts';
import type { CommandContext } from '@echochat/bots/commands/context.ts';
import { type Option, OptionProblem } from '@echochat/bots/commands/option.ts';
import { commands } from '@echochat/bots/commands/registry.ts';
import type { Person, TestCore } from '../../test/core.ts';
import { matchRow, partnershipRow } from '../../test/rows.ts';
import { openWorld, type World } from '../../test/visibility/world.ts';

/** A command with everything given that it takes, and one value that is wrong. */
export interface FormCase {
  path: string;
  field: string;
  /** What is wrong in the field. */
  wrong: string;
  /** What stands in the form's fields, each of it right. */
  right: Values;
  /** What is given beside, which the form does not ask. */
  beside: Values;
}

const rightOnes = [
  ...[
    'Guitar',
    'tomorrow 7pm',
    '18:30',
    'Europe/Lisbon',
    '45',
    '2027-05-01',
    '@zyxhandle',
    'Bo',
    'Words, and more of them',
  ],
  ...['https://www.gravatar.com/avatar/abc', 'Mon, Tue', 'yes', '1'],
];
const wrongOnes = ['zzz qqq', '99999999', '25:99', 'soonish', 'x'.repeat(3_000)];

/** Everything that every command with a form can be given, wrong in turn, for somebody who has one of everything. */
export function formCases(ctx: CommandContext): Promise<FormCase[]> {
  const shown = ({ form, options }: Command) =>
    Object.keys(options).filter((name) => !options[name]?.hidden && !form.includes(name));
  return casesOf(ctx, shown);
}

/** Of them what is sent with a chat's own window, which holds the form alone. */
export async function windowCases(ctx: CommandContext): Promise<FormCase[]> {
  const cases = await casesOf(ctx, () => []);
  return cases.filter(({ wrong }) => wrong.length < 100);
}

async function casesOf(ctx: CommandContext, more: (command: Command) => readonly string[]): Promise<FormCase[]> {
  const cases: FormCase[] = [];
  for (const command of commands.filter(({ form }) => form.length > 0)) {
    const right = await rightOnesOf(ctx, command, command.form);
    const beside = await rightOnesOf(ctx, command, more(command));
    for (const field of [...command.form, ...more(command)]) {
      const wrong = await wrongOne(ctx, optionOf(command, field), right);
      if (wrong !== null) cases.push({ path: command.path, field, wrong, right, beside });
    }
  }
  return cases;
}

async function rightOnesOf(ctx: CommandContext, command: Command, names: readonly string[]): Promise<Values> {
  const right: Record<string, string> = {};
  for (const name of names) {
    const value = await rightOne(ctx, optionOf(command, name), right);
    if (value !== null) right[name] = value;
  }
  return right;
}

const optionOf = (command: Command, name: string): Option<unknown> => {
  const option = command.options[name];
  if (!option) throw new Error(`/${command.path} asks for ${name}, which is no option`);
  return option;
};

/** Null where there is nothing to choose from. */
async function rightOne(ctx: CommandContext, option: Option<unknown>, before: Values): Promise<string | null> {
  const { asked } = option;
  const offered =
    asked.kind === 'choice'
      ? (await asked.choices(ctx, before)).map(({ value }) => value)
      : asked.kind === 'number'
        ? [String(asked.min + 1)]
        : rightOnes;
  for (const value of offered) if (await isRead(ctx, option, value, before)) return value;
  return null;
}

/** Null for an option that takes anything. People whom a command looks for itself are not found by it. */
async function wrongOne(ctx: CommandContext, option: Option<unknown>, given: Values): Promise<string | null> {
  for (const value of wrongOnes) if (!(await isRead(ctx, option, value, given))) return value;
  return option.asked.kind === 'search' ? 'zzz qqq' : null;
}

async function isRead(ctx: CommandContext, option: Option<unknown>, value: string, given: Values): Promise<boolean> {
  try {
    await option.read(value, ctx, given);
    return true;
  } catch (error) {
    if (error instanceof OptionProblem) return false;
    throw error;
  }
}

/** Mia, who has something of everything that a form asks to choose from. */
export async function personWithEverything(core: TestCore): Promise<{ mia: Person; world: World }> {
  const { prisma } = core.services.database;
  const world = await openWorld(core);
  const { ana, mia, communityId } = world;
  const { userId } = mia;
  const bo = await core.newcomer('Bo');
  await prisma.membership.create({ data: { communityId, userId: bo.userId } });
  await prisma.learningGoal.createMany({ data: ['Play a song', 'Read notes'].map((title) => ({ title, userId })) });
  await prisma.userAvailability.create({ data: { userId, timezone: 'Europe/Lisbon' } });
  await matchRow(core, userId, bo.userId);
  await partnershipRow(core, userId, ana.userId);
  const cy = await core.newcomer('Cy');
  await prisma.block.create({ data: { blockerId: userId, blockedId: cy.userId, knownAs: 'Cy' } });
  const at = (hours: number) => new Date(core.clock.now().add({ hours }).epochMilliseconds);
  const room = { title: 'Ended', hostId: userId, ownerId: userId, status: 'ended', createdAt: at(-5) } as const;
  await prisma.learningRoom.create({
    data: { ...room, participants: { create: { userId, joinedAt: at(-5), role: 'host' } } },
  });
  const asked = { inviterId: bo.userId, inviteeId: userId, tokenHash: 'asked', expiresAt: at(24) } as const;
  await prisma.learningRoom.create({
    data: {
      ...{ title: 'Asked into', hostId: bo.userId, ownerId: bo.userId, createdAt: at(-1) },
      participants: { create: { userId: bo.userId, joinedAt: at(-1), role: 'host' } },
      invitations: { create: asked },
    },
  });
  return { mia, world };
}
