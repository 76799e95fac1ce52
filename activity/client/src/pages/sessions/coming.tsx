import type { UseQueryResult } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { Button } from '../../parts/button.tsx';
import { groupByDay } from '../../time/days.ts';
import { dayIn } from '../../time/zone.ts';
import { useWords } from '../../words/use-words.ts';
import { Failed, Ghosts } from '../own/loading.tsx';
import { useOwn } from '../own/own.ts';
import { DayGroups } from './day-groups.tsx';
import styles from './lists.module.css';
import { Month } from './month.tsx';
import type { Session } from './standing.ts';
import type { Acts } from './use-acts.ts';

type ComingProps = {
  mine: UseQueryResult<Session[]>;
  acts: Acts;
  now: number;
  onPlan: () => void;
  onLook: () => void;
};

/** What is to come, day by day, and beside it the month that leads to them. */
export function Coming({ mine, acts, now, onPlan, onLook }: ComingProps) {
  const { t } = useWords();
  const { zone } = useOwn();
  useSessionOfAddress(mine.data !== undefined);
  if (mine.isPending) return <Ghosts />;
  if (mine.data === undefined) return <Failed onAgain={() => void mine.refetch()} />;
  if (mine.data.length === 0)
    return (
      <div className={styles.empty}>
        <h2>{t('sessions.empty.title')}</h2>
        <p>{t('sessions.empty.text')}</p>
        <div>
          <Button look="primary" onClick={onPlan}>
            {t('sessions.plan')}
          </Button>
          <Button onClick={onLook}>{t('sessions.empty.look')}</Button>
        </div>
      </div>
    );
  const days = new Map(groupByDay(mine.data, zone).map(({ day, sessions }) => [day, sessions]));
  return (
    <div className={styles.coming}>
      <div className={styles.groups}>
        <DayGroups sessions={mine.data} acts={acts} now={now} />
      </div>
      <div className={styles.aside}>
        <Month days={days} today={dayIn(now, zone)} now={now} onDay={(day) => jumpTo(`day-${day}`)} />
      </div>
    </div>
  );
}

function jumpTo(id: string): void {
  const element = document.getElementById(id);
  const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
  element?.scrollIntoView({ behavior: isStill ? 'auto' : 'smooth', block: 'start' });
  element?.focus({ preventScroll: true });
}

/** Who follows a notice is led to the session that it is about: /sessions?at=7. Once. */
function useSessionOfAddress(isShown: boolean): void {
  const isDone = useRef(false);
  useEffect(() => {
    if (!isShown || isDone.current) return;
    isDone.current = true;
    const id = new URLSearchParams(location.search).get('at');
    if (id !== null && /^\d+$/.test(id)) jumpTo(`session-${id}`);
  }, [isShown]);
}
