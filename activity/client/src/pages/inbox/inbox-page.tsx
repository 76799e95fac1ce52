import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { Button } from '../../parts/button.tsx';
import { Choose } from '../../parts/choose.tsx';
import { Icon } from '../../parts/icon.tsx';
import { useNow } from '../../time/use-now.ts';
import { useWords } from '../../words/use-words.ts';
import { Failed, Ghosts } from '../own/loading.tsx';
import { useOwn } from '../own/own.ts';
import { OwnFrame } from '../own/own-frame.tsx';
import { OwnPage } from '../own/own-page.tsx';
import { Arrivals } from './arrivals.tsx';
import styles from './inbox-page.module.css';
import { groups } from './notice-line.ts';
import { NoticeRow } from './notice-row.tsx';
import { ToldPanel } from './told-panel.tsx';
import { useReading } from './use-reading.ts';

const size = 20;
const filters = ['all', ...groups] as const;

export function InboxPage() {
  return (
    <OwnPage>
      <Inbox />
    </OwnPage>
  );
}

/** What the person should know, and beside it how they are told. */
function Inbox() {
  const { t } = useWords();
  const { api } = useOwn();
  const client = useQueryClient();
  const [, go] = useLocation();
  const now = useNow();
  const [filter, setFilter] = useState<(typeof filters)[number]>('all');
  const [page, setPage] = useState(0);
  const group = filter === 'all' ? {} : { group: filter };
  const inbox = useQuery({
    queryKey: ['inbox', filter, page],
    queryFn: () => api.notifications.getInbox.query({ limit: size, offset: page * size, ...group }),
    placeholderData: keepPreviousData,
  });
  const newest = inbox.data?.items[0]?.id;
  const readOne = useReading();
  const read = useMutation({
    mutationFn: (upToId: number) => api.notifications.markRead.mutate({ upToId, ...group }),
    onSettled: () => client.invalidateQueries(),
  });
  const enter = useMutation({
    mutationFn: (roomId: number) => api.rooms.openDoor.mutate({ roomId }),
    onSuccess: ({ path }) => go(path),
  });
  const isUnread = inbox.data?.items.some(({ isRead }) => !isRead) ?? false;
  return (
    <OwnFrame
      page="inbox"
      action={
        // What is read is read from the newest on: on a later page that would leave out what came after.
        isUnread && page === 0 && newest !== undefined ? (
          <Button isPending={read.isPending} onClick={() => read.mutate(newest)}>
            <Icon name="check" size={18} />
            {t(filter === 'all' ? 'inbox.read-all' : 'inbox.read-these')}
          </Button>
        ) : null
      }
    >
      <div className={styles.columns}>
        <section className={styles.news} aria-label={t('own.inbox')}>
          <Choose
            label={t('inbox.show')}
            choices={filters.map((value) => ({ value, label: t(`inbox.group.${value}`) }))}
            value={filter}
            onChange={(chosen) => {
              setFilter(chosen);
              setPage(0);
            }}
          />
          {enter.isError || read.isError || readOne.isError ? (
            <p role="alert" className={styles.trouble}>
              {t(enter.isError ? 'inbox.no-room' : 'inbox.no')}
            </p>
          ) : null}
          <Arrivals items={inbox.data?.items} now={now} />
          {inbox.isPending ? <Ghosts /> : null}
          {inbox.isError && inbox.data === undefined ? <Failed onAgain={() => void inbox.refetch()} /> : null}
          {inbox.data?.total === 0 ? (
            <div className={styles.empty}>
              <h2>{t(filter === 'all' ? 'inbox.empty.title' : 'inbox.empty.group')}</h2>
              <p>{t('inbox.empty.text')}</p>
            </div>
          ) : null}
          {inbox.data !== undefined && inbox.data.total > 0 ? (
            <>
              <ul className={styles.list} aria-busy={inbox.isPlaceholderData}>
                {inbox.data.items.map((notice) => (
                  <NoticeRow
                    key={notice.id}
                    notice={notice}
                    now={now}
                    onRead={() => readOne.mutate(notice.id)}
                    onRoom={(roomId) => enter.mutate(roomId)}
                  />
                ))}
              </ul>
              <Paging page={page} total={inbox.data.total} onPage={setPage} />
            </>
          ) : null}
        </section>
        <ToldPanel />
      </div>
    </OwnFrame>
  );
}

function Paging({ page, total, onPage }: { page: number; total: number; onPage: (page: number) => void }) {
  const { t } = useWords();
  if (total <= size) return null;
  const values = { from: page * size + 1, to: Math.min(total, (page + 1) * size), total };
  return (
    <nav className={styles.paging} aria-label={t('inbox.paging')}>
      {page > 0 ? (
        <Button onClick={() => onPage(page - 1)}>
          <Icon name="left" size={18} />
          {t('inbox.newer')}
        </Button>
      ) : null}
      <span>{t('inbox.range', values)}</span>
      {values.to < total ? (
        <Button onClick={() => onPage(page + 1)}>
          {t('inbox.older')}
          <Icon name="right" size={18} />
        </Button>
      ) : null}
    </nav>
  );
}
