import { mayDraw } from '@echochat/activity-protocol/rooms/document.ts';
import { maxNotes } from '@echochat/activity-protocol/rooms/notes.ts';
import { useEffect, useRef, useState } from 'react';
import { NotesMarkdown } from '../../markdown/notes-markdown.tsx';
import { Button, IconButton } from '../../parts/button.tsx';
import { Icon } from '../../parts/icon.tsx';
import type { RoomConnection } from '../../room/connection.ts';
import type { NotesSession } from '../../room/notes-session.ts';
import type { RoomState } from '../../room/room-state.ts';
import { useWords } from '../../words/use-words.ts';
import { NotesHistory } from './notes-history.tsx';
import styles from './notes-panel.module.css';
import panel from './panel.module.css';

type NotesPanelProps = {
  room: RoomState;
  connection: RoomConnection;
  session: NotesSession;
  onClose: () => void;
};

/** The room's notes: written together in Markdown, and read as what it means. */
export function NotesPanel({ room, connection, session, onClose }: NotesPanelProps) {
  const { t } = useWords();
  const [isReading, setReading] = useState(false);
  const [text, setText] = useState(session.text);
  const field = useRef<HTMLTextAreaElement>(null);
  const you = room.participants.find(({ userId }) => userId === room.you);
  const canWrite = you !== undefined && room.document !== null && mayDraw(room.document, you);

  useEffect(
    () =>
      session.onChange((moved) => {
        setText(session.text);
        const { current } = field;
        if (current === null) return;
        // The hand stays where it was in the text while others write before it.
        const [start, end] = [moved(current.selectionStart), moved(current.selectionEnd)];
        current.value = session.text;
        current.setSelectionRange(start, end);
      }),
    [session],
  );

  return (
    <aside className={panel.panel} aria-label={t('room.notes')}>
      <header className={panel.head}>
        <h2>{t('room.notes')}</h2>
        <Button look="quiet" aria-pressed={isReading} onClick={() => setReading(!isReading)}>
          {t(isReading ? 'room.notes.write' : 'room.notes.read')}
        </Button>
        {you !== undefined && you.role !== 'participant' ? <NotesHistory room={room} connection={connection} /> : null}
        <IconButton label={t('room.close-panel')} onClick={onClose}>
          <Icon name="close" />
        </IconButton>
      </header>
      {isReading ? (
        <div className={styles.read}>
          {text.trim() === '' ? <p className={panel.empty}>{t('room.notes.empty')}</p> : <NotesMarkdown text={text} />}
        </div>
      ) : (
        <textarea
          ref={field}
          className={styles.write}
          defaultValue={text}
          readOnly={!canWrite}
          maxLength={maxNotes}
          aria-label={t('room.notes.label')}
          placeholder={t('room.notes.empty')}
          onInput={(event) => {
            session.type(event.currentTarget.value);
            setText(session.text);
          }}
        />
      )}
    </aside>
  );
}
