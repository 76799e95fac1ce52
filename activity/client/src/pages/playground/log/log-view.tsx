import type { Person } from '@echochat/activity-protocol/playground.ts';
import { useRef } from 'react';
import { Button } from '../../../parts/button.tsx';
import { Icon } from '../../../parts/icon.tsx';
import { useWords } from '../../../words/use-words.ts';
import type { Talk } from '../talk/use-talk.ts';
import { EntryView } from './entry-view.tsx';
import type { Entry } from './log.ts';
import styles from './log-view.module.css';
import { Looking } from './looking.tsx';
import { useFollow } from './use-follow.ts';

type LogViewProps = { talk: Talk; me: Person };

const GROUP_MS = 5 * 60_000;

function isMine(entry: Entry): boolean {
  return entry.kind === 'line' || entry.kind === 'pressed';
}

/** The author's line is left out where the one before it was theirs too, a moment ago. */
function continues(entry: Entry, before: Entry | undefined): boolean {
  return before !== undefined && isMine(before) === isMine(entry) && entry.at - before.at < GROUP_MS;
}

export function LogView({ talk, me }: LogViewProps) {
  const { log, ask, askAgain, dispatch } = talk;
  const { t } = useWords();
  const scroller = useRef<HTMLElement>(null);
  const newest = log.entries.at(-1);
  const { isBehind, toEnd } = useFollow(scroller, newest?.key, newest !== undefined && isMine(newest));
  return (
    <div className={styles.frame}>
      <section
        ref={scroller}
        className={styles.scroller}
        role="log"
        aria-live="polite"
        aria-label={t('log.label')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
      >
        <div className={styles.entries}>
          {log.entries.map((entry, place) => (
            <EntryView
              key={entry.key}
              entry={entry}
              me={me}
              isContinued={continues(entry, log.entries[place - 1])}
              pending={log.pending}
              ask={ask}
              askAgain={askAgain}
              dispatch={dispatch}
            />
          ))}
          <Looking key={log.pending[0]?.key ?? 'idle'} isWaiting={log.pending.length > 0} />
        </div>
      </section>
      {isBehind ? (
        <Button className={styles.below} onClick={toEnd}>
          <Icon name="down" size={16} />
          {t('log.below')}
        </Button>
      ) : null}
    </div>
  );
}
