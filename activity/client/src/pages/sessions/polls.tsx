import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useWords } from '../../words/use-words.ts';
import { useOwn } from '../own/own.ts';
import { ownTitle } from '../own/own-frame.tsx';
import listStyles from './lists.module.css';
import { PollCard } from './poll-card.tsx';
import styles from './polls.module.css';
import type { Said } from './use-acts.ts';

type PollsProps = { now: number; say: (said: Said | null) => void };

/** The polls that wait for an hour, those that wait for one's own answer first; nothing where there are none. */
export function Polls({ now, say }: PollsProps) {
  const { t } = useWords();
  const { api } = useOwn();
  const polls = useQuery({ queryKey: ['sessions', 'polls'], queryFn: () => api.sessions.getMyPolls.query() });
  const shown = useRef<number | null>(null);
  useEffect(() => {
    if (polls.data === undefined) return;
    const id = new URLSearchParams(location.search).get('poll');
    // Once: later news do not take the focus from where one is.
    if (shown.current === null && id !== null) document.getElementById(`poll-${id}`)?.focus();
    // One that is over took the button that was pressed with it.
    if (polls.data.length < (shown.current ?? 0) && document.activeElement === document.body)
      document.getElementById(ownTitle)?.focus({ preventScroll: true });
    shown.current = polls.data.length;
  }, [polls.data]);
  if (polls.data === undefined || polls.data.length === 0) return null;
  const sorted = polls.data.toSorted((a, b) => Number(a.youAnswered) - Number(b.youAnswered));
  return (
    <section className={`${listStyles.group} ${styles.polls}`} aria-labelledby="polls">
      <h2 id="polls">{t('polls.title')}</h2>
      <ul>
        {sorted.map((poll) => (
          <PollCard key={poll.id} poll={poll} now={now} say={say} />
        ))}
      </ul>
    </section>
  );
}
