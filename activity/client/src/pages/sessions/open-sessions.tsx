import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from '../../parts/button.tsx';
import { useWords } from '../../words/use-words.ts';
import { Failed, Ghosts } from '../own/loading.tsx';
import { useOwn } from '../own/own.ts';
import { DayGroups } from './day-groups.tsx';
import styles from './lists.module.css';
import type { Acts } from './use-acts.ts';

const page = 20;

/** Public sessions in which one can take a seat. */
export function OpenSessions({ acts, now, onPlan }: { acts: Acts; now: number; onPlan: () => void }) {
  const { t } = useWords();
  const { api } = useOwn();
  const open = useInfiniteQuery({
    queryKey: ['sessions', 'open'],
    queryFn: ({ pageParam }) => api.sessions.getUpcomingSessions.query({ limit: page, offset: pageParam }),
    initialPageParam: 0,
    getNextPageParam: ({ total }, pages) => (pages.length * page < total ? pages.length * page : null),
  });
  if (open.isPending) return <Ghosts />;
  if (open.data === undefined) return <Failed onAgain={() => void open.refetch()} />;
  const sessions = open.data.pages.flatMap(({ items }) => items);
  if (sessions.length === 0)
    return (
      <div className={styles.empty}>
        <h2>{t('sessions.open.empty.title')}</h2>
        <p>{t('sessions.open.empty.text')}</p>
        <Button look="primary" onClick={onPlan}>
          {t('sessions.plan')}
        </Button>
      </div>
    );
  return (
    <>
      <DayGroups sessions={sessions} acts={acts} now={now} />
      {open.hasNextPage ? (
        <Button className={styles.more ?? ''} isPending={open.isFetchingNextPage} onClick={() => open.fetchNextPage()}>
          {t('sessions.more')}
        </Button>
      ) : null}
    </>
  );
}
