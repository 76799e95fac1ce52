import { recall, remember } from '../../../storage.ts';
import { type Entry, emptyLog, type Log } from './log.ts';

const session = () => sessionStorage;
const place = (handle: string) => `echochat.talk.2.${handle}`;

function isLog(value: unknown): value is Pick<Log, 'entries' | 'heard'> {
  return (
    typeof value === 'object' &&
    value !== null &&
    'entries' in value &&
    Array.isArray(value.entries) &&
    'heard' in value &&
    Array.isArray(value.heard)
  );
}

/** A reload closes an open form; it can be opened again from its note. */
function rest(entry: Entry): Entry {
  return entry.kind === 'form' && entry.state === 'open' ? { ...entry, state: 'closed' } : entry;
}

/** The talk of this handle in this tab, as it stood before a reload. What was under way then is not waited for. */
export function recallLog(handle: string): Log {
  try {
    const value: unknown = JSON.parse(recall(place(handle), session) ?? 'null');
    return isLog(value) ? { entries: value.entries.map(rest), heard: value.heard, pending: [] } : emptyLog;
  } catch {
    return emptyLog;
  }
}

export function rememberLog(handle: string, { entries, heard }: Log): void {
  remember(place(handle), JSON.stringify({ entries, heard }), session);
}
