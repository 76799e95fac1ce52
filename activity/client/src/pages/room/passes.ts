import { recall, remember } from '../../storage.ts';

// What lets a tab back into the rooms that it has been in, for as long as the tab is there.

const inSession = () => sessionStorage;
const prefix = 'echochat.pass.';

export const recallPass = (roomId: number): string | null => recall(prefix + roomId, inSession);
export const rememberPass = (roomId: number, pass: string): void => remember(prefix + roomId, pass, inSession);

/** The pass of whichever room this tab was in. */
export function anyPass(): string | null {
  try {
    const key = Object.keys(sessionStorage).find((name) => name.startsWith(prefix));
    return key === undefined ? null : sessionStorage.getItem(key);
  } catch {
    return null;
  }
}
