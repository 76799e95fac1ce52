import type { Choice, Select } from '../../cards/card.ts';
import { shorten } from '../../cards/markdown.ts';
import type { CommandContext } from '../context.ts';

/** Two entries each fit into a menu for so many. */
const maxWithBoth = 12;
const maxChoices = 25;

interface There {
  userId: number;
  displayName: string;
}

/** Where they are seen together, for a report to say it. */
interface Seen {
  room?: number;
  session?: number;
}

/** The menu to say no to somebody: to block or report one of these people. None where nobody else is there. */
export function blockOrReport(ctx: CommandContext, people: readonly There[], { room, session }: Seen = {}): Select[] {
  const others = people.filter(({ userId }) => userId !== ctx.actor.userId);
  if (others.length === 0) return [];
  const seen = {
    ...(room === undefined ? {} : { room: String(room) }),
    ...(session === undefined ? {} : { session: String(session) }),
  };
  const name = ({ displayName }: There) => shorten(displayName, 60);
  const both = (one: There): Choice[] => [
    { value: `block#${one.userId}`, label: ctx.say('block.menu_block', { name: name(one) }) },
    { value: `report#${one.userId}`, label: ctx.say('block.menu_report', { name: name(one) }) },
  ];
  const choices =
    others.length <= maxWithBoth
      ? others.flatMap(both)
      : others.slice(0, maxChoices).map((one) => ({ value: `ask#${one.userId}`, label: name(one) }));
  return [{ id: ctx.button('block', '', seen).id, option: 'pick', label: ctx.say('block.menu'), choices }];
}
