import { mayDraw } from '@echochat/activity-protocol/rooms/document.ts';
import { useState } from 'react';
import { IconButton } from '../../parts/button.tsx';
import { Icon } from '../../parts/icon.tsx';
import type { RoomConnection } from '../../room/connection.ts';
import type { RoomState } from '../../room/room-state.ts';
import { useWords } from '../../words/use-words.ts';
import styles from './page-tabs.module.css';

type PageTabsProps = {
  room: RoomState;
  connection: RoomConnection;
  current: number;
  onTurn: (boardId: number) => void;
};
const mostPages = 20;

/** The board's pages. The one that is open is renamed by pressing it once more. */
export function PageTabs({ room, connection, current, onTurn }: PageTabsProps) {
  const { t } = useWords();
  const [isNaming, setNaming] = useState(false);
  const you = room.participants.find(({ userId }) => userId === room.you);
  const canDraw = you !== undefined && room.document !== null && mayDraw(room.document, you);
  const rename = (title: string) => {
    setNaming(false);
    const named = title.trim();
    if (named !== '') connection.renameBoard(current, named);
  };
  return (
    <nav className={styles.pages} aria-label={t('room.pages')}>
      {room.boards.map(({ id, title }, at) =>
        isNaming && id === current ? (
          <input
            key={id}
            // biome-ignore lint/a11y/noAutofocus: it appears because its tab was pressed
            autoFocus
            className={styles.name}
            defaultValue={title}
            maxLength={100}
            aria-label={t('room.pages.name')}
            onBlur={(event) => rename(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter') rename(event.currentTarget.value);
              if (event.key === 'Escape') setNaming(false);
            }}
          />
        ) : (
          <button
            key={id}
            type="button"
            className={styles.page}
            aria-current={id === current ? 'page' : undefined}
            aria-label={t('room.pages.page', { number: at + 1, title })}
            title={id === current && canDraw ? t('room.pages.rename') : undefined}
            onClick={() => (id === current ? setNaming(canDraw) : onTurn(id))}
          >
            {title}
          </button>
        ),
      )}
      {canDraw && room.boards.length < mostPages ? (
        <IconButton label={t('room.pages.add')} onClick={() => connection.addBoard()}>
          <Icon name="plus" size={16} />
        </IconButton>
      ) : null}
    </nav>
  );
}
