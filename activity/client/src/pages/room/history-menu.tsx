import { useState } from 'react';
import { Button, IconButton } from '../../parts/button.tsx';
import { Icon } from '../../parts/icon.tsx';
import { useDismiss } from '../../parts/use-dismiss.ts';
import { Waiting } from '../../parts/waiting.tsx';
import { useWords } from '../../words/use-words.ts';
import { localeTag } from '../../words/words.ts';
import styles from './history-menu.module.css';

interface RestorePoint {
  id: number;
  /** Milliseconds since 1970. */
  at: number;
  /** How much it holds. */
  size: string;
}

type HistoryMenuProps = {
  /** Null until they are heard of. */
  points: readonly RestorePoint[] | null;
  /** What is said while there are none. */
  empty: string;
  /** Where it stands: in a corner of the board, or in the head of a panel. */
  place: 'corner' | 'head';
  onAsk: () => void;
  onRestore: (id: number) => void;
};

/** Something as it was: going back keeps how it is now as a point to return to. */
export function HistoryMenu({ points, empty, place, onAsk, onRestore }: HistoryMenuProps) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  const menu = useDismiss<HTMLDivElement>(isOpen, () => setOpen(false));
  const when = new Intl.DateTimeFormat(localeTag(), { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <div className={place === 'corner' ? styles.corner : styles.head} ref={menu}>
      <IconButton
        label={t('room.history')}
        aria-expanded={isOpen}
        onClick={() => {
          if (!isOpen) onAsk();
          setOpen(!isOpen);
        }}
      >
        <Icon name="history" />
      </IconButton>
      {isOpen ? (
        <div className={styles.menu} role="dialog" aria-label={t('room.history')}>
          <h3>{t('room.history')}</h3>
          {points === null ? <Waiting /> : null}
          {points?.length === 0 ? <p>{empty}</p> : null}
          <ul>
            {points?.map(({ id, at, size }) => (
              <li key={id}>
                <span>
                  {when.format(at)}
                  <small>{size}</small>
                </span>
                <Button
                  onClick={() => {
                    onRestore(id);
                    setOpen(false);
                  }}
                >
                  {t('room.history.restore')}
                </Button>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </div>
  );
}
