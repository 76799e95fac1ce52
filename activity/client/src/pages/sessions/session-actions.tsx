import buttonStyles from '../../parts/button.module.css';
import { Button, IconButton } from '../../parts/button.tsx';
import { Icon } from '../../parts/icon.tsx';
import { useWords } from '../../words/use-words.ts';
import styles from './session-actions.module.css';
import { isOpenFor, type Session, type Standing } from './standing.ts';
import type { Act, Acts } from './use-acts.ts';

type SessionActionsProps = { session: Session; standing: Standing; acts: Acts; now: number };

/** What one can do with a session as it stands. Each button says for which, to who only hears it. */
export function SessionActions({ session, standing, acts, now }: SessionActionsProps) {
  const { t } = useWords();
  const { title, meetingLink, youLead, status, isMuted, yourStatus } = session;
  const isBusy = (act: Act) => acts.busy?.sessionId === session.id && acts.busy.act === act;
  const isFull = session.taken >= session.maxParticipants;
  const isAhead = status === 'scheduled' && session.scheduledAt.getTime() > now;
  const button = (act: Act, label: string, onClick: () => void, look: 'primary' | 'secondary' | 'quiet') => (
    <Button look={look} isPending={isBusy(act)} aria-label={`${label}: ${title}`} onClick={onClick}>
      {label}
    </Button>
  );
  const accept = (label: string) => button('accept', label, () => acts.accept(session), 'primary');
  const decline = (label: string) => button('decline', label, () => acts.decline(session), 'secondary');

  const buttons = () => {
    switch (standing) {
      case 'asked':
        return [accept(t('sessions.accept')), decline(t('sessions.decline'))];
      case 'offered':
        return [accept(t('sessions.take-seat')), decline(t('sessions.let-go'))];
      case 'waiting':
        return [decline(t('sessions.leave-list'))];
      case 'declined':
        return [accept(t('sessions.accept'))];
      case 'open':
        return [accept(isFull ? t('sessions.join-list') : t('sessions.join'))];
      case 'attended':
      case 'missed':
      case 'over':
        return [];
      default:
        return [
          isOpenFor(session, now) ? <GoIn key="in" session={session} acts={acts} isPending={isBusy('enter')} /> : null,
          isAhead && youLead ? button('move', t('sessions.move'), () => acts.ask('move', session), 'secondary') : null,
          isAhead && youLead
            ? button('cancel', t('sessions.cancel'), () => acts.ask('cancel', session), 'quiet')
            : null,
          isAhead && !youLead
            ? button('decline', t('sessions.cannot'), () => acts.ask('decline', session), 'secondary')
            : null,
        ];
    }
  };
  const shown = buttons();
  if (shown.length === 0) return null;
  return (
    <div className={styles.actions}>
      {shown.map((one, place) => one && <span key={one.key ?? place}>{one}</span>)}
      {isAhead && yourStatus === 'accepted' ? (
        <IconButton
          label={t(isMuted ? 'sessions.unmute' : 'sessions.mute', { title })}
          aria-pressed={isMuted}
          isPending={isBusy('mute')}
          onClick={() => acts.mute(session)}
        >
          {isBusy('mute') ? null : <Icon name={isMuted ? 'bell-off' : 'bell'} />}
        </IconButton>
      ) : null}
      {meetingLink === null || isOpenFor(session, now) ? null : (
        <a className={styles.link} href={meetingLink} target="_blank" rel="noopener noreferrer">
          {t('sessions.elsewhere')}
        </a>
      )}
    </div>
  );
}

/** Into the room; or to where they meet instead, which is a link. */
function GoIn({ session, acts, isPending }: { session: Session; acts: Acts; isPending: boolean }) {
  const { t } = useWords();
  const label = t('sessions.enter');
  if (session.meetingLink !== null)
    return (
      <a
        className={`${buttonStyles.button} ${buttonStyles.primary}`}
        href={session.meetingLink}
        target="_blank"
        rel="noopener noreferrer"
      >
        {label}
      </a>
    );
  return (
    <Button
      look="primary"
      isPending={isPending}
      aria-label={`${label}: ${session.title}`}
      onClick={() => acts.enter(session)}
    >
      {label}
    </Button>
  );
}
