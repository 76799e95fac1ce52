import { Link } from 'wouter';
import { Icon } from '../../parts/icon.tsx';
import { sayDistance } from '../../time/say.ts';
import { useWords } from '../../words/use-words.ts';
import { localeTag } from '../../words/words.ts';
import { useOwn } from '../own/own.ts';
import { iconOf, lineOf, type Notice } from './notice-line.ts';
import styles from './notice-row.module.css';

type NoticeRowProps = { notice: Notice; now: number; onRoom: (roomId: number) => void };

/** One notice: what happened, when, and the way to it. */
export function NoticeRow({ notice, now, onRoom }: NoticeRowProps) {
  const { t } = useWords();
  const { zone } = useOwn();
  const { createdAt, isRead, session, room, kind, partnershipId } = notice;
  const exact = new Intl.DateTimeFormat(localeTag(), { dateStyle: 'full', timeStyle: 'short', timeZone: zone });
  return (
    <li className={`${styles.row} ${isRead ? '' : styles.unread}`}>
      <span className={styles.icon}>
        <Icon name={iconOf(notice)} size={20} />
      </span>
      <div>
        <p className={styles.line}>
          {isRead ? null : <span className={styles.new}>{t('inbox.new')}</span>}
          {lineOf(notice, zone, now)}
        </p>
        <p className={styles.foot}>
          <time dateTime={createdAt.toISOString()} title={exact.format(createdAt)}>
            {sayDistance(Math.min(createdAt.getTime(), now), now)}
          </time>
          {session !== null && session.status !== 'cancelled' ? (
            <Link href={`/sessions?at=${session.id}`} aria-label={t('inbox.see-named', { title: session.title })}>
              {t('inbox.see')}
            </Link>
          ) : null}
          {kind === 'match.accepted' && partnershipId !== null ? (
            <Link href={`/sessions?plan=${partnershipId}`}>{t('inbox.plan')}</Link>
          ) : null}
          {room !== null && kind === 'room.invited' ? (
            <button
              type="button"
              aria-label={t('inbox.enter-named', { title: room.title })}
              onClick={() => onRoom(room.id)}
            >
              {t('inbox.enter')}
            </button>
          ) : null}
        </p>
      </div>
    </li>
  );
}
