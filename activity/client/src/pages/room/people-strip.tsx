import { useSyncExternalStore } from 'react';
import { Avatar } from '../../people/avatar.tsx';
import type { Call } from '../../room/call.ts';
import type { RoomState } from '../../room/room-state.ts';
import { useWords } from '../../words/use-words.ts';
import styles from './people-strip.module.css';

const shown = 5;

/** Who is here, at a glance, with a ring around who is speaking. */
export function PeopleStrip({ room, call }: { room: RoomState; call: Call }) {
  const { t } = useWords();
  const { speaking } = useSyncExternalStore(call.subscribe, call.state);
  const voices = new Set(room.callers.filter(({ session }) => speaking.has(session)).map(({ userId }) => userId));
  const here = room.participants.filter(({ isHere }) => isHere);
  return (
    <ul className={styles.strip} aria-label={t('room.here', { count: here.length })}>
      {here.slice(0, shown).map((one) => (
        <li
          key={one.userId}
          title={one.displayName}
          className={voices.has(one.userId) ? `${styles.person} ${styles.speaking}` : styles.person}
        >
          <Avatar name={one.displayName} url={one.avatarUrl ?? undefined} size={32} />
          <span className="unseen">{one.displayName}</span>
          {room.document?.hands.includes(one.userId) ? <span className={styles.hand}>✋</span> : null}
        </li>
      ))}
      {here.length > shown ? <li className={styles.more}>+{here.length - shown}</li> : null}
    </ul>
  );
}
