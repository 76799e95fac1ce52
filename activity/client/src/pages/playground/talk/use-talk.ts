import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useReducer } from 'react';
import { press, runLine, Unanswered } from '../../../server/playground.ts';
import { type Ask, type Log, type LogEvent, logReducer } from '../log/log.ts';
import { recallLog, rememberLog } from '../log/log-memory.ts';

let asked = 0;

function newKey(): string {
  asked += 1;
  return `${Date.now().toString(36)}-${asked}`;
}

export type Talk = {
  log: Log;
  dispatch: (event: LogEvent) => void;
  /** Asks EchoChat; the answer, or the failure, comes into the log. `from` is the entry that was pressed. */
  ask: (ask: Ask, from?: string | null) => void;
  /** Asks what a failure in the log was about once more. */
  askAgain: (failure: string, ask: Ask) => void;
};

/** The talk of this person in this tab: it survives a reload. */
export function useTalk(handle: string): Talk {
  const [log, dispatch] = useReducer(logReducer, handle, recallLog);
  const queries = useQueryClient();
  useEffect(() => rememberLog(handle, log), [handle, log]);

  const request = useCallback(
    async (key: string, what: Ask) => {
      try {
        const answer = await (what.kind === 'run' ? runLine(handle, what.line) : press(handle, what.id, what.values));
        dispatch({ type: 'answered', key, at: Date.now(), answer });
      } catch (error) {
        const said = error instanceof Unanswered ? (error.said ?? '') : '';
        dispatch({ type: 'failed', key, at: Date.now(), said });
      }
      // What was done may have changed who this is.
      await queries.invalidateQueries({ queryKey: ['person', handle] });
    },
    [handle, queries],
  );

  const ask = useCallback(
    (what: Ask, from: string | null = null) => {
      const key = newKey();
      dispatch({ type: 'asked', key, at: Date.now(), ask: what, from });
      void request(key, what);
    },
    [request],
  );

  const askAgain = useCallback(
    (failure: string, what: Ask) => {
      const key = newKey();
      dispatch({ type: 'asked again', key, failure });
      void request(key, what);
    },
    [request],
  );
  return { log, dispatch, ask, askAgain };
}
