import { Button } from '../../parts/button.tsx';
import { Icon } from '../../parts/icon.tsx';
import { sayDay, sayDistance, sayLength, sayTime } from '../../time/say.ts';
import { dayIn } from '../../time/zone.ts';
import { useWords } from '../../words/use-words.ts';
import { useOwn } from '../own/own.ts';
import { clashOf, isBlockedThere, sayRefusal } from './say-refusal.ts';
import { SessionActions } from './session-actions.tsx';
import styles from './session-card.module.css';
import { SessionPeople } from './session-people.tsx';
import { isOpenFor, type Session, standingOf } from './standing.ts';
import { StandingMark } from './standing-mark.tsx';
import type { Acts } from './use-acts.ts';

const soonMs = 12 * 3_600_000;

/** One session: when it is for whom, how it stands, and what one can do. */
export function SessionCard({ session, acts, now }: { session: Session; acts: Acts; now: number }) {
  const { t } = useWords();
  const { zone } = useOwn();
  const at = session.scheduledAt.getTime();
  const standing = standingOf(session, now);
  const trouble = acts.trouble?.sessionId === session.id ? acts.trouble : null;
  const isSoon = at > now && at - now < soonMs && !isOpenFor(session, now);
  return (
    <li>
      <article
        id={`session-${session.id}`}
        className={`${styles.card} ${standing === 'asked' || standing === 'offered' ? styles.asks : ''}`}
        aria-labelledby={`session-${session.id}-title`}
        tabIndex={-1}
      >
        <p className={styles.when}>
          <time dateTime={session.scheduledAt.toISOString()}>{sayTime(at, zone)}</time>
          <span>{sayLength(session.duration)}</span>
          {isSoon ? <span className={styles.soon}>{sayDistance(at, now)}</span> : null}
        </p>
        <div className={styles.what}>
          <h3 id={`session-${session.id}-title`}>
            {session.category ? <span aria-hidden="true">{session.category.icon} </span> : null}
            {session.title}
          </h3>
          <p className={styles.notes}>
            <StandingMark session={session} standing={standing} now={now} />
            <RepeatNote session={session} now={now} />
          </p>
          {session.description === null ? null : <p className={styles.description}>{session.description}</p>}
          {session.hasBlocked ? <p className={styles.description}>{t('sessions.blocked')}</p> : null}
          <SessionPeople session={session} acts={acts} />
          {trouble === null ? null : (
            <div role="alert" className={styles.trouble} ref={intoSight}>
              <span>{sayRefusal(trouble.error, zone)}</span>
              {clashOf(trouble.error) === null ? null : (
                <Button onClick={() => acts.accept(session, { evenIfBusy: true })}>
                  {t('sessions.accept-anyway')}
                </Button>
              )}
              {isBlockedThere(trouble.error) ? (
                <Button onClick={() => acts.accept(session, { evenIfBusy: true, evenIfBlocked: true })}>
                  {t('sessions.accept-blocked')}
                </Button>
              ) : null}
            </div>
          )}
        </div>
        <SessionActions session={session} standing={standing} acts={acts} now={now} />
      </article>
    </li>
  );
}

const intoSight = (element: HTMLElement | null): void => element?.scrollIntoView({ block: 'nearest' });

/** How it repeats, and until when. */
function RepeatNote({ session, now }: { session: Session; now: number }) {
  const { t } = useWords();
  const { zone } = useOwn();
  if (session.repeat === null) return null;
  const { every, until } = session.repeat;
  const often = t(`sessions.repeats.${every}`);
  const rule =
    until === undefined ? often : t('sessions.repeats.until', { often, day: sayDay(until, dayIn(now, zone)) });
  // SE-7: a first answer is for all of a series.
  const isFirst = session.yourStatus === 'invited' || session.yourStatus === null;
  return (
    <span className={styles.repeat}>
      <Icon name="repeat" size={15} />
      {isFirst && session.status === 'scheduled' ? t('sessions.repeats.all', { rule }) : rule}
    </span>
  );
}
