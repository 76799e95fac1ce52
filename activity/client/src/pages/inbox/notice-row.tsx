import { Link } from 'wouter';
import { Icon } from '../../parts/icon.tsx';
import { sayDistance } from '../../time/say.ts';
import { useWords } from '../../words/use-words.ts';
import { localeTag } from '../../words/words.ts';
import { useOwn } from '../own/own.ts';
import { DeclineInvitation } from './decline-invitation.tsx';
import { iconOf, lineOf, type Notice } from './notice-line.ts';
import styles from './notice-row.module.css';
import { OfferAnswers } from './offer-answers.tsx';

type NoticeRowProps = {
  notice: Notice;
  now: number;
  /** It is unread, and was followed or put away. */
  onRead: () => void;
  onRoom: (roomId: number) => void;
};

/** One notice: what happened, when, and the way to it. */
export function NoticeRow({ notice, now, onRead, onRoom }: NoticeRowProps) {
  const { t } = useWords();
  const { zone } = useOwn();
  const { createdAt, isRead, session, poll, room, kind, partnershipId } = notice;
  const exact = new Intl.DateTimeFormat(localeTag(), { dateStyle: 'full', timeStyle: 'short', timeZone: zone });
  const line = lineOf(notice, zone, now);
  const follow = () => (isRead ? undefined : onRead());
  return (
    // What takes the button away leaves the focus on its row.
    <li tabIndex={-1} className={`${styles.row} ${isRead ? '' : styles.unread}`}>
      <span className={styles.icon}>
        <Icon name={iconOf(notice)} size={20} />
      </span>
      <div>
        <p className={styles.line}>
          {isRead ? null : <span className={styles.new}>{t('inbox.new')}</span>}
          {line}
        </p>
        <p className={styles.foot}>
          <time dateTime={createdAt.toISOString()} title={exact.format(createdAt)}>
            {sayDistance(Math.min(createdAt.getTime(), now), now)}
          </time>
          {session !== null && session.status !== 'cancelled' ? (
            <Link
              href={`/sessions?at=${session.id}`}
              aria-label={t('inbox.see-named', { title: session.title })}
              onClick={follow}
            >
              {t('inbox.see')}
            </Link>
          ) : null}
          {poll?.status === 'open' ? (
            <Link
              href={`/sessions?poll=${poll.id}`}
              aria-label={t('inbox.answer-named', { title: poll.title })}
              onClick={follow}
            >
              {t('inbox.answer')}
            </Link>
          ) : null}
          {kind === 'match.accepted' && partnershipId !== null ? (
            <Link href={`/sessions?plan=${partnershipId}`} onClick={follow}>
              {t('inbox.plan')}
            </Link>
          ) : null}
          {room !== null && (kind === 'room.invited' || kind === 'room.taken-over') ? (
            <button
              type="button"
              aria-label={t('inbox.enter-named', { title: room.title })}
              onClick={() => {
                follow();
                onRoom(room.id);
              }}
            >
              {t('inbox.enter')}
            </button>
          ) : null}
          {room !== null && kind === 'room.invited' ? <DeclineInvitation room={room} onDeclined={follow} /> : null}
          {room !== null && kind === 'room.offered' && !isRead ? (
            <OfferAnswers room={room} onAnswered={onRead} />
          ) : null}
          {isRead ? null : (
            <button
              type="button"
              className={styles.read}
              aria-label={t('inbox.read-named', { line })}
              onClick={({ currentTarget }) => {
                currentTarget.closest('li')?.focus({ preventScroll: true });
                onRead();
              }}
            >
              <Icon name="check" size={16} />
              {t('inbox.read')}
            </button>
          )}
        </p>
      </div>
    </li>
  );
}
