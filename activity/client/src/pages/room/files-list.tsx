import type { RoomFile } from '@echochat/activity-protocol/rooms/files.ts';
import { type DragEvent, useRef, useState } from 'react';
import { Button, IconButton } from '../../parts/button.tsx';
import { Icon } from '../../parts/icon.tsx';
import type { RoomConnection } from '../../room/connection.ts';
import { download, save, upload } from '../../room/room-files.ts';
import type { RoomState } from '../../room/room-state.ts';
import { Refused } from '../../server/rooms.ts';
import { sizeOf } from '../../words/size-of.ts';
import { useWords } from '../../words/use-words.ts';
import styles from './files-list.module.css';

type FilesListProps = {
  room: RoomState;
  connection: RoomConnection;
  nameOf: (userId: number) => string;
  isMine: (userId: number) => boolean;
};
interface Sending {
  id: number;
  name: string;
  part: number;
  cancel: AbortController;
}
let lastSending = 0;

/** Files that lie beside the board: brought by a button or dropped here, for everybody in the room. */
export function FilesList({ room, connection, nameOf, isMine }: FilesListProps) {
  const { t } = useWords();
  const picker = useRef<HTMLInputElement>(null);
  const [sending, setSending] = useState<readonly Sending[]>([]);
  const [isOver, setOver] = useState(false);
  const files = room.files.filter(({ boardFileId }) => boardFileId === null);

  const send = async (body: File) => {
    lastSending += 1;
    const id = lastSending;
    const cancel = new AbortController();
    setSending((list) => [...list, { id, name: body.name, part: 0, cancel }]);
    const onProgress = (part: number) =>
      setSending((list) => list.map((one) => (one.id === id ? { ...one, part } : one)));
    const { roomId, token } = connection;
    try {
      await upload({ roomId, token, body, name: body.name, onProgress, signal: cancel.signal });
    } catch (error) {
      const code = error instanceof Refused ? error.code : 'unreachable';
      if (code !== 'cancelled') connection.notice(code);
    } finally {
      setSending((list) => list.filter((one) => one.id !== id));
    }
  };
  const sendAll = (list: FileList | null) => {
    for (const file of list ?? []) void send(file);
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    sendAll(event.dataTransfer.files);
  };
  return (
    <section
      className={isOver ? `${styles.files} ${styles.over}` : styles.files}
      aria-label={t('room.files')}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <h3>{t('room.files')}</h3>
      {files.length === 0 && sending.length === 0 ? <p className={styles.quiet}>{t('room.files.empty')}</p> : null}
      <ul>
        {files.map((file) => (
          <FileRow
            key={file.id}
            file={file}
            by={file.by === null ? t('room.somebody') : nameOf(file.by)}
            onOpen={() =>
              download(file.id, connection.token).then(
                (body) => save(body, file.name),
                (error: unknown) => connection.notice(error instanceof Refused ? error.code : 'unreachable'),
              )
            }
            onRemove={isMine(file.by ?? 0) ? () => connection.removeFile(file.id) : null}
          />
        ))}
        {sending.map(({ id, name, part, cancel }) => (
          <li key={id}>
            <span className={styles.name}>
              {name}
              <progress value={part} max={1} aria-label={t('room.files.sending', { name })} />
            </span>
            <IconButton label={t('room.files.cancel', { name })} onClick={() => cancel.abort()}>
              <Icon name="close" size={16} />
            </IconButton>
          </li>
        ))}
      </ul>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        onChange={({ currentTarget }) => {
          sendAll(currentTarget.files);
          currentTarget.value = '';
        }}
      />
      <Button onClick={() => picker.current?.click()}>{t('room.files.add')}</Button>
    </section>
  );
}

type FileRowProps = { file: RoomFile; by: string; onOpen: () => void; onRemove: (() => void) | null };

function FileRow({ file, by, onOpen, onRemove }: FileRowProps) {
  const { t } = useWords();
  const [isAsking, setAsking] = useState(false);
  return (
    <li>
      <span className={styles.name}>
        <button type="button" className={styles.open} onClick={onOpen}>
          {file.name}
        </button>
        <small>{[sizeOf(file.bytes), by].join(' · ')}</small>
      </span>
      {onRemove && isAsking ? (
        <Button look="danger" onClick={onRemove} onBlur={() => setAsking(false)}>
          {t('room.files.remove-sure')}
        </Button>
      ) : null}
      {onRemove && !isAsking ? (
        <IconButton label={t('room.files.remove', { name: file.name })} onClick={() => setAsking(true)}>
          <Icon name="broom" size={16} />
        </IconButton>
      ) : null}
    </li>
  );
}
