import type { Participant } from '@echochat/activity-protocol/rooms/events.ts';
import { useState } from 'react';
import { Button, IconButton } from '../../parts/button.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Avatar } from '../../people/avatar.tsx';
import { SayNo } from '../../people/say-no.tsx';
import type { RoomConnection } from '../../room/connection.ts';
import type { RoomState } from '../../room/room-state.ts';
import { openApi } from '../../server/api.ts';
import { useWords } from '../../words/use-words.ts';
import { LeadPerson, mayLead } from './lead-person.tsx';
import styles from './panel.module.css';

type PanelProps = { room: RoomState; connection: RoomConnection; onClose: () => void };

/** Who is in the room and who leads it; and, for who leads, what they may do about it. */
export function PeoplePanel({ room, connection, onClose }: PanelProps) {
  const { t } = useWords();
  const you = room.participants.find(({ userId }) => userId === room.you);
  const isLeading = you?.role === 'host' || you?.role === 'moderator';
  const { isLocked = false, isClosed = false } = room.document ?? {};
  const sorted = [...room.participants].sort((a, b) => Number(b.isHere) - Number(a.isHere));
  return (
    <aside className={styles.panel} aria-label={t('room.people')}>
      <header className={styles.head}>
        <h2>{t('room.people')}</h2>
        <IconButton label={t('room.close-panel')} onClick={onClose}>
          <Icon name="close" />
        </IconButton>
      </header>
      <ul className={styles.people}>
        {sorted.map((one) => (
          <PersonRow key={one.userId} one={one} you={you} room={room} connection={connection} />
        ))}
      </ul>
      <PartnersOnline room={room} onInvite={(userId) => connection.invite(userId)} />
      {isLeading ? (
        <div className={styles.lead}>
          <Button aria-pressed={isLocked} onClick={() => connection.act({ do: 'lock', on: !isLocked })}>
            {t(isLocked ? 'room.unlock' : 'room.lock')}
          </Button>
          <Button aria-pressed={isClosed} onClick={() => connection.act({ do: 'close-door', on: !isClosed })}>
            {t(isClosed ? 'room.open-door' : 'room.close-door')}
          </Button>
          {you?.role === 'host' || you?.isOwner ? <EndButton onEnd={() => connection.endRoom()} /> : null}
        </div>
      ) : null}
    </aside>
  );
}

/** Partners who are about and not in here: one press asks them in. */
function PartnersOnline({ room, onInvite }: { room: RoomState; onInvite: (userId: number) => void }) {
  const { t } = useWords();
  const here = new Set(room.participants.filter(({ isHere }) => isHere).map(({ userId }) => userId));
  const others = [...room.online.values()].filter(({ userId }) => !here.has(userId));
  if (others.length === 0) return null;
  return (
    <section className={styles.online} aria-label={t('room.online')}>
      <h3>{t('room.online')}</h3>
      <ul>
        {others.map(({ userId, displayName, avatarUrl }) => (
          <li key={userId} className={styles.person}>
            <Avatar name={displayName} url={avatarUrl ?? undefined} size={36} />
            <span className={styles.name}>{displayName}</span>
            {room.invited.has(userId) ? (
              <span role="status">{t('room.invited')}</span>
            ) : (
              <Button onClick={() => onInvite(userId)} aria-label={t('room.invite', { name: displayName })}>
                {t('room.invite-short')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Asks once: it ends for everybody. */
function EndButton({ onEnd }: { onEnd: () => void }) {
  const { t } = useWords();
  const [isAsking, setAsking] = useState(false);
  return (
    <Button look="danger" onClick={() => (isAsking ? onEnd() : setAsking(true))} onBlur={() => setAsking(false)}>
      {t(isAsking ? 'room.end-sure' : 'room.end')}
    </Button>
  );
}

type PersonRowProps = {
  one: Participant;
  you: Participant | undefined;
  room: RoomState;
  connection: RoomConnection;
};

function PersonRow({ one, you, room, connection }: PersonRowProps) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  const isYou = one.userId === room.you;
  const isBelow = mayLead(you, one);
  return (
    <li className={one.isHere ? styles.person : `${styles.person} ${styles.away}`}>
      <Avatar name={one.displayName} url={one.avatarUrl ?? undefined} size={36} />
      <span className={styles.name}>
        {one.displayName}
        <small>
          {[
            isYou ? t('room.you') : '',
            t(`room.role.${one.isOwner ? 'owner' : one.role}`),
            one.isHere ? '' : t('room.away'),
          ]
            .filter(Boolean)
            .join(' · ')}
        </small>
      </span>
      {isYou ? null : (
        <SayNo
          person={one}
          about={{ kind: 'room', roomId: connection.roomId }}
          open={() => openApi(connection.token)}
        />
      )}
      {isBelow ? (
        <IconButton
          label={t('room.lead', { name: one.displayName })}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          <Icon name="more" />
        </IconButton>
      ) : null}
      {isBelow && isOpen ? <LeadPerson one={one} you={you} room={room} connection={connection} /> : null}
    </li>
  );
}
