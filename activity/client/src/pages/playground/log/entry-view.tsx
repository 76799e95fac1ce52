import type { Person } from '@echochat/activity-protocol/playground.ts';
import type { ReactNode } from 'react';
import { CardView } from '../../../card/card-view.tsx';
import { useWords } from '../../../words/use-words.ts';
import styles from './entry-view.module.css';
import { Failure } from './failure.tsx';
import { FormNote } from './form-note.tsx';
import type { Ask, Entry, LogEvent, Pending } from './log.ts';
import { Message } from './message.tsx';

type EntryViewProps = {
  entry: Entry;
  me: Person;
  isContinued: boolean;
  pending: readonly Pending[];
  ask: (ask: Ask, from?: string | null) => void;
  askAgain: (failure: string, ask: Ask) => void;
  dispatch: (event: LogEvent) => void;
};

function Content({ entry, pending, ask, askAgain, dispatch }: Omit<EntryViewProps, 'me' | 'isContinued'>): ReactNode {
  const { t } = useWords();
  switch (entry.kind) {
    case 'line':
      return <p className={styles.line}>{entry.line}</p>;
    case 'pressed':
      return <p className={styles.pressed}>{t('log.pressed', { label: entry.label })}</p>;
    case 'card': {
      const own = pending.filter(({ from }) => from === entry.key);
      return (
        <CardView
          card={entry.card}
          pending={own.flatMap(({ ask: what }) => (what.kind === 'press' ? [what.id] : []))}
          onPress={(press) => ask({ kind: 'press', ...press }, entry.key)}
        />
      );
    }
    case 'form':
      return <FormNote entry={entry} onOpen={() => dispatch({ type: 'form opened', entry: entry.key })} />;
    case 'failure':
      return <Failure said={entry.said} onAgain={() => askAgain(entry.key, entry.ask)} />;
  }
}

/** One thing in the talk, under its author's name unless they said the one before it too. */
export function EntryView({ me, isContinued, ...content }: EntryViewProps) {
  const { entry } = content;
  const isMine = entry.kind === 'line' || entry.kind === 'pressed';
  return (
    <Message
      author={isMine ? me : 'EchoChat'}
      at={entry.at}
      isContinued={isContinued}
      isNews={entry.kind === 'card' && entry.isNews}
    >
      <Content {...content} />
    </Message>
  );
}
