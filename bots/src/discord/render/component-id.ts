import { maxIdLength } from '../../cards/action-id.ts';

// Discord wants every id of a message once and tells of a menu only what was chosen. A button's custom id is the action's
// own; a menu's also names the option that it fills, and either may carry a mark that makes it the only one.

/** Never part of an action's id: those write it in percent signs. */
const mark = ';';

/** The custom id of a button; `copy` counts buttons of the same action on one message, from 0. */
export const buttonId = (id: string, copy: number): string => withinLimit(copy === 0 ? id : `${id}${mark}${copy}`);

/** The custom id of a menu that fills `option`. */
export const menuId = (id: string, option: string, copy: number): string =>
  withinLimit(`${id}${mark}${option}${copy === 0 ? '' : `${mark}${copy}`}`);

/** What was pressed or chosen, as a command is run with it. */
export function readComponentId(
  customId: string,
  chosen: readonly string[],
): { id: string; values: Record<string, string> } {
  const [id = '', ...marks] = customId.split(mark);
  const option = marks.find((part) => /^[a-z]+$/.test(part));
  return { id, values: option === undefined ? {} : { [option]: chosen.join(',') } };
}

/** An id that is too long would make Discord refuse the whole message; one that is cut answers that it is stale. */
const withinLimit = (id: string): string => id.slice(0, maxIdLength);
