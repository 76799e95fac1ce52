import { forgetRefresh, recallRefresh, refresh, rememberRefresh } from '../../server/refresh.ts';
import { type Entry, Refused, renewPass } from '../../server/rooms.ts';
import { keysOf } from '../../storage.ts';

// What lets a tab back into the rooms that it has been in, for as long as the tab is there.

const prefix = 'echochat.pass.';

export const hasPass = (roomId: number): boolean => recallRefresh(prefix + roomId) !== null;
export const rememberPass = (roomId: number, pass: string): void => rememberRefresh(prefix + roomId, pass);

/** Back into a room. What does not let in any more is forgotten. */
export async function returnTo(roomId: number): Promise<Entry> {
  const pass = recallRefresh(prefix + roomId);
  if (pass === null) throw new Refused('no_door');
  try {
    return await refresh(prefix + roomId, pass, renewPass);
  } catch (error) {
    if (error instanceof Refused && error.code === 'not_signed_in') forgetRefresh(prefix + roomId);
    throw error;
  }
}

/** The rooms that this tab may go back into. */
export const roomsOfTab = (): number[] =>
  keysOf(prefix, () => sessionStorage)
    .map((key) => Number(key.slice(prefix.length)))
    .filter((roomId) => Number.isSafeInteger(roomId) && roomId > 0 && hasPass(roomId));
