import { useEffect } from 'react';
import { Button } from '../../parts/button.tsx';
import type { RoomConnection } from '../../room/connection.ts';
import type { RoomState } from '../../room/room-state.ts';
import { useWords } from '../../words/use-words.ts';
import styles from './room-view.module.css';

const undoMs = 10_000;

/** Somebody was just removed: for ten seconds it can be taken back. */
export function RemovedNotice({ room: { removed }, connection }: { room: RoomState; connection: RoomConnection }) {
  const { t } = useWords();
  useEffect(() => {
    if (removed === null) return;
    const timer = setTimeout(() => connection.forgetRemoved(), undoMs);
    return () => clearTimeout(timer);
  }, [removed, connection]);
  if (removed === null) return null;
  return (
    <p className={styles.notice} role="status">
      {t('room.removed', { name: removed.name })}{' '}
      <Button onClick={() => connection.readmit(removed.userId)}>{t('room.undo')}</Button>
    </p>
  );
}
