import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../parts/button.tsx';
import { useWords } from '../../words/use-words.ts';
import { Failed, Ghosts } from '../own/loading.tsx';
import { useOwn } from '../own/own.ts';
import { DayGroups } from './day-groups.tsx';
import styles from './lists.module.css';
import type { Acts } from './use-acts.ts';

const page = 10;

/** What is over, the latest first, and whether one was there. */
export function PastSessions({ acts, now }: { acts: Acts; now: number }) {
  const { t } = useWords();
  const { api } = useOwn();
  const [shown, setShown] = useState(page);
  const past = useQuery({
    queryKey: ['sessions', 'past'],
    queryFn: () => api.sessions.getMySessions.query({ status: 'completed' }),
  });
  if (past.isPending) return <Ghosts />;
  if (past.data === undefined) return <Failed onAgain={() => void past.refetch()} />;
  if (past.data.length === 0)
    return (
      <div className={styles.empty}>
        <h2>{t('sessions.past.empty.title')}</h2>
        <p>{t('sessions.past.empty.text')}</p>
      </div>
    );
  return (
    <>
      <DayGroups sessions={past.data.slice(0, shown)} acts={acts} now={now} />
      {past.data.length > shown ? (
        <Button className={styles.more ?? ''} onClick={() => setShown(shown + page)}>
          {t('sessions.more')}
        </Button>
      ) : null}
    </>
  );
}
