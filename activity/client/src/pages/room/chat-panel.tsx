import { type FormEvent, useEffect, useRef, useState } from 'react';
import { IconButton } from '../../parts/button.tsx';
import { Icon } from '../../parts/icon.tsx';
import type { RoomConnection } from '../../room/connection.ts';
import type { RoomState } from '../../room/room-state.ts';
import { useWords } from '../../words/use-words.ts';
import { localeTag } from '../../words/words.ts';
import styles from './panel.module.css';

type ChatPanelProps = { room: RoomState; connection: RoomConnection; onClose: () => void };
const maxLength = 2_000;

/** What was said in the room. Lines are texts: nothing in them is read as a format. */
export function ChatPanel({ room, connection, onClose }: ChatPanelProps) {
  const { t } = useWords();
  const [line, setLine] = useState('');
  const end = useRef<HTMLLIElement>(null);
  const newest = room.chat.at(-1)?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new line is what scrolls.
  useEffect(() => {
    end.current?.scrollIntoView({ block: 'end' });
  }, [newest]);
  const time = new Intl.DateTimeFormat(localeTag(), { hour: '2-digit', minute: '2-digit' });
  const nameOf = (authorId: number | null) =>
    room.participants.find(({ userId }) => userId === authorId)?.displayName ?? t('room.somebody');
  const send = (event: FormEvent) => {
    event.preventDefault();
    const said = line.trim();
    if (said === '' || room.status !== 'in') return;
    connection.write(said);
    setLine('');
  };
  return (
    <aside className={styles.panel} aria-label={t('room.chat')}>
      <header className={styles.head}>
        <h2>{t('room.chat')}</h2>
        <IconButton label={t('room.close-panel')} onClick={onClose}>
          <Icon name="close" />
        </IconButton>
      </header>
      <ol className={styles.lines} aria-live="polite">
        {room.chat.length === 0 ? <li className={styles.empty}>{t('room.chat.empty')}</li> : null}
        {room.chat.map(({ id, authorId, body, at }) => (
          <li key={id} className={authorId === room.you ? styles.mine : undefined}>
            <span className={styles.who}>
              {authorId === room.you ? t('room.you') : nameOf(authorId)} <time>{time.format(at)}</time>
            </span>
            <span className={styles.said}>{body}</span>
          </li>
        ))}
        <li ref={end} aria-hidden="true" />
      </ol>
      <form className={styles.write} onSubmit={send}>
        <input
          value={line}
          maxLength={maxLength}
          aria-label={t('room.chat.write')}
          placeholder={t('room.chat.write')}
          onChange={(event) => setLine(event.currentTarget.value)}
        />
        <IconButton label={t('composer.send')} look="primary" type="submit">
          <Icon name="send" />
        </IconButton>
      </form>
    </aside>
  );
}
