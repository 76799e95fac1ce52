import { Icon, type IconName } from '../../parts/icon.tsx';
import { sayDistance, sayTime } from '../../time/say.ts';
import { useWords } from '../../words/use-words.ts';
import { useOwn } from '../own/own.ts';
import { isOpenFor, type Session, type Standing } from './standing.ts';
import styles from './standing-mark.module.css';

type Tone = 'asks' | 'good' | 'wait' | 'quiet' | 'trouble';

const looks: Readonly<Record<Standing, { tone: Tone; icon: IconName }>> = {
  asked: { tone: 'asks', icon: 'question' },
  offered: { tone: 'wait', icon: 'timer' },
  waiting: { tone: 'wait', icon: 'timer' },
  settled: { tone: 'good', icon: 'check' },
  running: { tone: 'good', icon: 'door' },
  unanswered: { tone: 'quiet', icon: 'timer' },
  alone: { tone: 'trouble', icon: 'close' },
  declined: { tone: 'quiet', icon: 'close' },
  open: { tone: 'quiet', icon: 'people' },
  attended: { tone: 'good', icon: 'check' },
  missed: { tone: 'quiet', icon: 'minus' },
  over: { tone: 'quiet', icon: 'check' },
};

/** How a session stands, in a sign, a colour and words. */
export function StandingMark({ session, standing, now }: { session: Session; standing: Standing; now: number }) {
  const { t } = useWords();
  const { zone, you } = useOwn();
  const { hostId, people, scheduledAt, duration, taken, maxParticipants } = session;
  const others = people.filter(({ userId }) => userId !== you.userId);
  const host = people.find(({ userId }) => userId === hostId)?.displayName ?? '';
  const unanswered = others.filter(({ status }) => status === 'invited');
  const begins = isOpenFor(session, now) && standing !== 'running';

  const text = (): string => {
    if (begins) return t('sessions.is.begins', { when: sayDistance(scheduledAt.getTime(), now) });
    switch (standing) {
      case 'asked':
        return t('sessions.is.asked', { name: host });
      case 'offered':
        return t('sessions.is.offered', { time: sayTime(session.offeredUntil?.getTime() ?? now, zone) });
      case 'running':
        return t('sessions.is.running', { time: sayTime(scheduledAt.getTime() + duration * 60_000, zone) });
      case 'unanswered':
        return unanswered.length === 1
          ? t('sessions.is.unanswered-one', { name: unanswered[0]?.displayName ?? '' })
          : session.isPublic && unanswered.length === 0
            ? t('sessions.is.listed')
            : t('sessions.is.unanswered');
      case 'alone':
        return t('sessions.is.alone');
      case 'open':
        return taken >= maxParticipants
          ? t('sessions.is.full')
          : t('sessions.is.open', { count: maxParticipants - taken });
      default:
        return t(`sessions.is.${standing}`);
    }
  };
  const { tone, icon } = begins ? { tone: 'asks' as const, icon: 'door' as const } : looks[standing];
  return (
    <span className={`${styles.mark} ${styles[tone]}`}>
      <Icon name={icon} size={15} />
      {text()}
    </span>
  );
}
