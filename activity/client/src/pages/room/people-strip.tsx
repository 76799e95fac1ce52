import { Avatar } from '../../people/avatar.tsx';
import type { RoomState } from '../../room/connection.ts';
import { useWords } from '../../words/use-words.ts';
import styles from './people-strip.module.css';

const shown = 5;

/** Who is here, at a glance. */
export function PeopleStrip({ room }: { room: RoomState }) {
  const { t } = useWords();
  const here = room.participants.filter(({ isHere }) => isHere);
  return (
    <ul className={styles.strip} aria-label={t('room.here', { count: here.length })}>
      {here.slice(0, shown).map((one) => (
        <li key={one.userId} title={one.displayName} className={styles.person}>
          <Avatar name={one.displayName} url={one.avatarUrl ?? undefined} size={32} />
          <span className="unseen">{one.displayName}</span>
          {room.document?.hands.includes(one.userId) ? <span className={styles.hand}>✋</span> : null}
        </li>
      ))}
      {here.length > shown ? <li className={styles.more}>+{here.length - shown}</li> : null}
    </ul>
  );
}
