import type { Participant } from '@echochat/activity-protocol/rooms/events.ts';
import { useState } from 'react';
import { Button } from '../../parts/button.tsx';
import type { RoomConnection } from '../../room/connection.ts';
import type { RoomState } from '../../room/room-state.ts';
import { useWords } from '../../words/use-words.ts';
import styles from './panel.module.css';

type LeadPersonProps = {
  one: Participant;
  you: Participant;
  room: RoomState;
  connection: RoomConnection;
};

const rank = { host: 2, moderator: 1, participant: 0 } as const;
const rankOf = ({ role, isOwner }: Participant) => (isOwner ? 3 : rank[role]);

/** RM-4 of core: who leads may do something about those below them, and nobody about the owner. */
export const mayLead = (you: Participant | undefined, one: Participant): you is Participant =>
  you !== undefined && you.role !== 'participant' && rankOf(you) > rankOf(one);

/** What who leads a room may do about one of its people. What takes something away is asked about once, by name. */
export function LeadPerson({ one, you, room, connection }: LeadPersonProps) {
  const { t } = useWords();
  const [asked, setAsked] = useState<'remove' | 'hand-over' | null>(null);
  const isViewer = room.document?.viewers.includes(one.userId) ?? false;
  const isMuted = room.document?.muted.includes(one.userId) ?? false;
  if (asked !== null)
    return (
      <div className={styles.leading} role="alertdialog" aria-label={t(`room.${asked}-ask`, { name: one.displayName })}>
        <p>{t(`room.${asked}-ask`, { name: one.displayName })}</p>
        <Button
          look="danger"
          autoFocus
          onClick={() => {
            setAsked(null);
            if (asked === 'remove') connection.remove(one.userId, one.displayName);
            else connection.offer(one.userId);
          }}
        >
          {t(`room.${asked}-sure`, { name: one.displayName })}
        </Button>
        <Button onClick={() => setAsked(null)}>{t('room.keep')}</Button>
      </div>
    );
  return (
    <div className={styles.leading}>
      {one.role === 'participant' ? (
        <>
          <Button onClick={() => connection.act({ do: 'view-only', userId: one.userId, on: !isViewer })}>
            {t(isViewer ? 'room.may-draw' : 'room.view-only')}
          </Button>
          <Button onClick={() => connection.act({ do: 'mute', userId: one.userId, on: !isMuted })}>
            {t(isMuted ? 'room.unmute' : 'room.mute')}
          </Button>
        </>
      ) : null}
      {you.role === 'host' || you.isOwner ? (
        <>
          <Button
            onClick={() => connection.setRole(one.userId, one.role === 'moderator' ? 'participant' : 'moderator')}
          >
            {t(one.role === 'moderator' ? 'room.make-participant' : 'room.make-moderator')}
          </Button>
          <Button onClick={() => connection.setRole(one.userId, 'host')}>{t('room.let-lead')}</Button>
        </>
      ) : null}
      {you.isOwner ? <Button onClick={() => setAsked('hand-over')}>{t('room.hand-over')}</Button> : null}
      <Button look="danger" onClick={() => setAsked('remove')}>
        {t('room.remove')}
      </Button>
    </div>
  );
}
