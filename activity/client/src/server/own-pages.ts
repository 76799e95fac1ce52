import { type Api, openApi, refusalOf } from './api.ts';
import { forgetRefresh, recallRefresh, refresh, rememberRefresh } from './refresh.ts';

/** The person whose pages these are. */
export type You = Awaited<ReturnType<Api['auth']['renewPages']['mutate']>>['you'];
export interface Own {
  api: Api;
  /** A token that is good for some minutes, renewed where it has to be. */
  token: () => Promise<string>;
  you: You;
}
type Entry = Awaited<ReturnType<Api['auth']['renewPages']['mutate']>>;

/** A token lives 15 minutes. */
const renewAfterMs = 10 * 60_000;
const passKey = 'echochat.own-pages';

let current: Own | null = null;
let opening: Promise<Own> | null = null;

/** Goes through the door of a link from a chat, which opens once. Returns the page that the link was for. */
export async function enterOwnPages(secret: string): Promise<'sessions' | 'inbox'> {
  const { to, ...entry } = await openApi(null).auth.enterPages.mutate({ secret });
  current = keep(entry);
  return to;
}

/** Who this tab is, by its pass. Rejects with not_signed_in where it has none, or it is too old. */
export function openOwnPages(): Promise<Own> | null {
  if (current !== null) return Promise.resolve(current);
  const pass = recallRefresh(passKey);
  if (pass === null) return null;
  opening ??= renew(pass)
    .then((entry) => {
      current = keep(entry);
      return current;
    })
    .catch((error: unknown) => {
      if (refusalOf(error) === 'not_signed_in') leaveOwnPages();
      throw error;
    })
    .finally(() => {
      opening = null;
    });
  return opening;
}

/** This tab is nobody's any more. */
export function leaveOwnPages(): void {
  current = null;
  forgetRefresh(passKey);
}

const renew = (pass: string): Promise<Entry> =>
  refresh(passKey, pass, (token, signal) => openApi(null).auth.renewPages.mutate({ pass: token }, { signal }));

function keep(first: Entry): Own {
  let entry = first;
  let since = Date.now();
  let renewing: Promise<Entry> | null = null;
  rememberRefresh(passKey, entry.pass);
  const token = async (): Promise<string> => {
    if (Date.now() - since < renewAfterMs) return entry.token;
    renewing ??= renew(entry.pass).finally(() => {
      renewing = null;
    });
    entry = await renewing;
    since = Date.now();
    return entry.token;
  };
  return { api: openApi(token), token, you: first.you };
}
