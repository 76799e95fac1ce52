import type { RoomConnection } from '../../room/connection.ts';
import type { RoomState } from '../../room/room-state.ts';
import { useWords } from '../../words/use-words.ts';
import { HistoryMenu } from './history-menu.tsx';

type NotesHistoryProps = { room: RoomState; connection: RoomConnection };

/** The notes as they were. */
export function NotesHistory({ room, connection }: NotesHistoryProps) {
  const { t } = useWords();
  const points = room.notesHistory?.map(({ id, at, length }) => ({
    id,
    at,
    size: t('room.history.characters', { count: length }),
  }));
  return (
    <HistoryMenu
      points={points ?? null}
      empty={t('room.history.notes-empty')}
      place="head"
      onAsk={() => connection.askNotesHistory()}
      onRestore={(id) => connection.restoreNotes(id)}
    />
  );
}
