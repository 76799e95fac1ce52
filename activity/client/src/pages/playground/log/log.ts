import type { Answer, Card, Form, StreamEvent } from '@echochat/activity-protocol/playground.ts';

/** What was asked of EchoChat: a line that was typed, or a press of a button, a menu or a form. */
export type Ask =
  | { kind: 'run'; line: string }
  | { kind: 'press'; id: string; label: string; values?: Record<string, string> }
  | { kind: 'submit'; id: string; entry: string; values: Record<string, string> };

export type FormState = 'open' | 'closed' | 'sent';

/** One thing in the talk. `at` is in milliseconds since 1970. */
export type Entry = { key: string; at: number } & (
  | { kind: 'line'; line: string }
  | { kind: 'pressed'; label: string }
  | { kind: 'card'; card: Card; isNews: boolean }
  /** `trouble` is why it could not be sent: '' where the server gave no reason. */
  | { kind: 'form'; form: Form; values: Record<string, string>; state: FormState; trouble: string | null }
  /** `said` is the server's reason, '' where it gave none. */
  | { kind: 'failure'; said: string; ask: Ask }
);

/** An ask that is under way; `from` is the entry whose button was pressed. */
export type Pending = { key: string; ask: Ask; from: string | null };

/** `heard` names the news that arrived, so that a reconnection repeats none. */
export type Log = { entries: Entry[]; pending: Pending[]; heard: string[] };

export type LogEvent =
  | { type: 'asked'; key: string; at: number; ask: Ask; from: string | null }
  /** The ask of a failure once more: its line stands in the talk already. */
  | { type: 'asked again'; key: string; failure: string }
  | { type: 'answered'; key: string; at: number; answer: Answer }
  | { type: 'failed'; key: string; at: number; said: string }
  | { type: 'heard'; event: StreamEvent }
  | { type: 'form closed'; entry: string; values: Record<string, string> }
  | { type: 'form opened'; entry: string }
  | { type: 'cleared' };

export const emptyLog: Log = { entries: [], pending: [], heard: [] };

/** Older entries are forgotten. */
export const LOG_LENGTH = 200;

function add(log: Log, ...entries: Entry[]): Log {
  return { ...log, entries: [...log.entries, ...entries].slice(-LOG_LENGTH) };
}

function changeForm(log: Log, key: string, change: Partial<Extract<Entry, { kind: 'form' }>>): Log {
  const entries = log.entries.map((entry) =>
    entry.key === key && entry.kind === 'form' ? { ...entry, ...change } : entry,
  );
  return { ...log, entries };
}

/** The values that a form starts with. */
export function formValues(form: Form): Record<string, string> {
  return Object.fromEntries(form.fields.map((field) => [field.name, field.value ?? '']));
}

function asked(log: Log, { key, at, ask, from }: Extract<LogEvent, { type: 'asked' }>): Log {
  const next = { ...log, pending: [...log.pending, { key, ask, from }] };
  switch (ask.kind) {
    case 'run':
      return add(next, { kind: 'line', key: `${key}-asked`, at, line: ask.line });
    case 'press':
      return add(next, { kind: 'pressed', key: `${key}-asked`, at, label: ask.label });
    case 'submit':
      return changeForm(next, ask.entry, { values: ask.values, trouble: null });
  }
}

function askedAgain(log: Log, key: string, failure: string): Log {
  const entry = log.entries.find((candidate) => candidate.key === failure);
  if (entry?.kind !== 'failure') return log;
  const entries = log.entries.filter((candidate) => candidate !== entry);
  return { ...log, entries, pending: [...log.pending, { key, ask: entry.ask, from: null }] };
}

function answered(log: Log, { key, at, answer }: Extract<LogEvent, { type: 'answered' }>): Log {
  const ask = log.pending.find((pending) => pending.key === key)?.ask;
  let next: Log = { ...log, pending: log.pending.filter((pending) => pending.key !== key) };
  if ('form' in answer) {
    const { form } = answer;
    // The same form again is the server asking for better values: it stays where it is.
    if (ask?.kind === 'submit' && ask.id === form.id) {
      return changeForm(next, ask.entry, { form, values: { ...formValues(form), ...ask.values }, state: 'open' });
    }
    if (ask?.kind === 'submit') next = changeForm(next, ask.entry, { state: 'sent' });
    return add(next, { kind: 'form', key, at, form, values: formValues(form), state: 'open', trouble: null });
  }
  if (ask?.kind === 'submit') {
    // After trouble the form can be opened again as it was left.
    next = changeForm(next, ask.entry, { state: answer.card.tone === 'trouble' ? 'closed' : 'sent' });
  }
  return add(next, { kind: 'card', key, at, card: answer.card, isNews: false });
}

function failed(log: Log, { key, at, said }: Extract<LogEvent, { type: 'failed' }>): Log {
  const ask = log.pending.find((pending) => pending.key === key)?.ask;
  const next = { ...log, pending: log.pending.filter((pending) => pending.key !== key) };
  if (ask === undefined) return next;
  if (ask.kind === 'submit') return changeForm(next, ask.entry, { trouble: said });
  return add(next, { kind: 'failure', key, at, said, ask });
}

function heard(log: Log, event: StreamEvent): Log {
  // A restarted server counts from the beginning, so the time belongs to the name.
  const name = `${event.id} ${event.at}`;
  if (log.heard.includes(name)) return log;
  const at = Date.parse(event.at);
  const entry = { kind: 'card', key: `news-${name}`, at, card: event.card, isNews: true } as const;
  return add({ ...log, heard: [...log.heard, name].slice(-LOG_LENGTH) }, entry);
}

export function logReducer(log: Log, event: LogEvent): Log {
  switch (event.type) {
    case 'asked':
      return asked(log, event);
    case 'asked again':
      return askedAgain(log, event.key, event.failure);
    case 'answered':
      return answered(log, event);
    case 'failed':
      return failed(log, event);
    case 'heard':
      return heard(log, event.event);
    case 'form closed':
      return changeForm(log, event.entry, { state: 'closed', values: event.values, trouble: null });
    case 'form opened':
      return changeForm(log, event.entry, { state: 'open' });
    case 'cleared':
      return { ...log, entries: [] };
  }
}

export type FormEntry = Extract<Entry, { kind: 'form' }>;

/** The form that is open in front of the talk: at most one, the newest. */
export function openForm(log: Log): FormEntry | null {
  const isOpen = (entry: Entry): entry is FormEntry => entry.kind === 'form' && entry.state === 'open';
  return log.entries.findLast(isOpen) ?? null;
}
