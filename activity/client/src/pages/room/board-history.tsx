import type { RoomConnection } from '../../room/connection.ts';
import type { RoomState } from '../../room/room-state.ts';
import { useWords } from '../../words/use-words.ts';
import { HistoryMenu } from './history-menu.tsx';

type BoardHistoryProps = { room: RoomState; connection: RoomConnection; boardId: number };

/** The page as it was. */
export function BoardHistory({ room, connection, boardId }: BoardHistoryProps) {
  const { t } = useWords();
  const found = room.history?.boardId === boardId ? room.history.points : null;
  const points = found?.map(({ id, at, shapes }) => ({ id, at, size: t('room.history.shapes', { count: shapes }) }));
  return (
    <HistoryMenu
      points={points ?? null}
      empty={t('room.history.empty')}
      place="corner"
      onAsk={() => connection.askHistory(boardId)}
      onRestore={(id) => connection.restore(boardId, id)}
    />
  );
}
