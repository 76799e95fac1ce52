import { useState } from 'react';
import { Button, IconButton } from '../../parts/button.tsx';
import { Icon } from '../../parts/icon.tsx';
import { useDismiss } from '../../parts/use-dismiss.ts';
import { Waiting } from '../../parts/waiting.tsx';
import type { RoomConnection } from '../../room/connection.ts';
import type { RoomState } from '../../room/room-state.ts';
import { useWords } from '../../words/use-words.ts';
import { localeTag } from '../../words/words.ts';
import styles from './history-menu.module.css';

type HistoryMenuProps = { room: RoomState; connection: RoomConnection; boardId: number };

/** The page as it was: going back keeps how it is now as a point to return to. */
export function HistoryMenu({ room, connection, boardId }: HistoryMenuProps) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  const menu = useDismiss<HTMLDivElement>(isOpen, () => setOpen(false));
  const points = room.history?.boardId === boardId ? room.history.points : null;
  const when = new Intl.DateTimeFormat(localeTag(), { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <div className={styles.history} ref={menu}>
      <IconButton
        label={t('room.history')}
        aria-expanded={isOpen}
        onClick={() => {
          if (!isOpen) connection.askHistory(boardId);
          setOpen(!isOpen);
        }}
      >
        <Icon name="history" />
      </IconButton>
      {isOpen ? (
        <div className={styles.menu} role="dialog" aria-label={t('room.history')}>
          <h3>{t('room.history')}</h3>
          {points === null ? <Waiting /> : null}
          {points?.length === 0 ? <p>{t('room.history.empty')}</p> : null}
          <ul>
            {points?.map(({ id, at, shapes }) => (
              <li key={id}>
                <span>
                  {when.format(at)}
                  <small>{t('room.history.shapes', { count: shapes })}</small>
                </span>
                <Button
                  onClick={() => {
                    connection.restore(boardId, id);
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
