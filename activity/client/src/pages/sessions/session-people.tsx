import { useQueryClient } from '@tanstack/react-query';
import { IconButton } from '../../parts/button.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Avatar } from '../../people/avatar.tsx';
import { SayNo } from '../../people/say-no.tsx';
import { useWords } from '../../words/use-words.ts';
import { useOwn } from '../own/own.ts';
import { HourChip } from './hour-chip.tsx';
import styles from './session-people.module.css';
import type { Session, SessionPerson } from './standing.ts';
import type { Acts } from './use-acts.ts';

const most = 5;
const icons = {
  accepted: 'check',
  attended: 'check',
  invited: 'question',
  waiting: 'timer',
  declined: 'close',
  no_show: 'minus',
} as const;

/** Who else is part of it: how each of them stands, and what hour it is for them. */
export function SessionPeople({ session, acts }: { session: Session; acts: Acts }) {
  const { t } = useWords();
  const { you } = useOwn();
  const others = session.people.filter(({ userId }) => userId !== you.userId);
  if (others.length === 0) return null;
  const isOn = session.status === 'scheduled' || session.status === 'in_progress';
  // Between partners it is cancelled instead.
  const mayRemove = session.hostId === you.userId && isOn && session.partnershipId === null;
  // Its host reaches each of them.
  const shown = mayRemove ? others : others.slice(0, most);
  return (
    <ul className={styles.people} aria-label={t('sessions.people')}>
      {shown.map((person) => (
        <Person
          key={person.userId}
          person={person}
          session={session}
          isOnly={others.length === 1}
          onRemove={mayRemove && person.status !== 'declined' ? () => acts.askToRemove(session, person) : null}
        />
      ))}
      {others.length > shown.length ? (
        <li className={styles.more}>{t('sessions.people-more', { count: others.length - shown.length })}</li>
      ) : null}
    </ul>
  );
}

type PersonProps = { person: SessionPerson; session: Session; isOnly: boolean; onRemove: (() => void) | null };

function Person({ person, session, isOnly, onRemove }: PersonProps) {
  const { t } = useWords();
  const { api } = useOwn();
  const client = useQueryClient();
  const { status, displayName, avatarUrl, timezone, userId } = person;
  const standing = userId === session.hostId && status === 'accepted' ? 'host' : status;
  return (
    <li>
      <Avatar name={displayName} url={avatarUrl ?? undefined} size={28} />
      <span className={styles.name}>{displayName}</span>
      <span className={`${styles.standing} ${styles[status] ?? ''}`}>
        <Icon name={icons[status]} size={14} />
        {/* Of one other person the session's own mark says as much. */}
        <span className={isOnly && standing !== 'host' ? 'unseen' : undefined}>{t(`sessions.person.${standing}`)}</span>
      </span>
      <HourChip at={session.scheduledAt.getTime()} zone={timezone} />
      <span className={styles.acts}>
        <SayNo
          person={person}
          about={{ kind: 'session', sessionId: session.id }}
          open={() => api}
          onBlocked={() => void client.invalidateQueries()}
        />
        {onRemove === null ? null : (
          <IconButton label={t('sessions.remove', { name: displayName, title: session.title })} onClick={onRemove}>
            <Icon name="close" size={16} />
          </IconButton>
        )}
      </span>
    </li>
  );
}
