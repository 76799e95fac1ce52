import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../parts/button.tsx';
import { Icon } from '../../parts/icon.tsx';
import type { Api } from '../../server/api.ts';
import { sayDay, sayDistance, sayLength, sayTime } from '../../time/say.ts';
import { dayIn } from '../../time/zone.ts';
import { useWords } from '../../words/use-words.ts';
import { useOwn } from '../own/own.ts';
import { HourChip } from './hour-chip.tsx';
import styles from './poll-card.module.css';
import { clashOf, sayRefusal } from './say-refusal.ts';
import cardStyles from './session-card.module.css';
import type { Said } from './use-acts.ts';

type Poll = Awaited<ReturnType<Api['sessions']['getMyPolls']['query']>>[number];
type PollCardProps = { poll: Poll; now: number; say: (said: Said | null) => void };

/** One poll: tick the hours that suit; its host may take one of them. */
export function PollCard({ poll, now, say }: PollCardProps) {
  const { t } = useWords();
  const { api, you, zone } = useOwn();
  const client = useQueryClient();
  const mine = poll.hours.filter(({ userIds }) => userIds.includes(you.userId)).map(({ id }) => id);
  // Null until they tick here: what they said elsewhere shows.
  const [changed, setChanged] = useState<readonly number[] | null>(null);
  const ticked = changed ?? mine;
  const isHost = poll.hostId === you.userId;
  const host = poll.people.find(({ userId }) => userId === poll.hostId)?.displayName ?? '';
  const waiting = poll.people.filter(({ hasAnswered }) => !hasAnswered).map(({ displayName }) => displayName);
  const isChanged = !poll.youAnswered || ticked.toSorted().join() !== mine.toSorted().join();

  /** Says what came of it, and shows what is then. */
  const done = (after: Poll) => {
    const text = {
      open: t('polls.said.noted', { title: after.title }),
      agreed: t('polls.said.agreed', { title: after.title }),
      closed: t('polls.said.closed', { title: after.title }),
    };
    say({ text: text[after.status] });
    return client.invalidateQueries({ queryKey: ['sessions'] });
  };
  const answer = useMutation({
    mutationFn: (hourIds: readonly number[]) =>
      api.sessions.answerPoll.mutate({ pollId: poll.id, hourIds: [...hourIds] }),
    onSuccess: async (after) => {
      await done(after);
      setChanged(null);
    },
  });
  const decide = useMutation({
    mutationFn: (choice: { hourId: number; evenIfBusy: boolean }) =>
      api.sessions.decidePoll.mutate({ pollId: poll.id, ...choice }),
    onSuccess: done,
  });
  const close = useMutation({
    mutationFn: () => api.sessions.closePoll.mutate({ pollId: poll.id }),
    onSuccess: done,
  });
  const acts = [answer, decide, close];
  const error = answer.error ?? decide.error ?? close.error;
  /** Does one thing at a time; what went wrong before it is said no more. */
  const act = (run: () => void) => {
    if (acts.some(({ isPending }) => isPending)) return;
    for (const each of acts) each.reset();
    run();
  };
  const tick = (id: number) => setChanged(ticked.includes(id) ? ticked.filter((one) => one !== id) : [...ticked, id]);
  const today = dayIn(now, zone);
  const sayHour = (at: Date) => `${sayDay(dayIn(at.getTime(), zone), today)}, ${sayTime(at.getTime(), zone)}`;
  return (
    <li>
      <article
        id={`poll-${poll.id}`}
        className={`${styles.card} ${poll.youAnswered ? '' : cardStyles.asks}`}
        aria-labelledby={`poll-${poll.id}-title`}
        tabIndex={-1}
      >
        <div className={styles.head}>
          <h3 id={`poll-${poll.id}-title`}>{poll.title}</h3>
          <p>
            {isHost ? t('polls.yours') : t('polls.asked', { name: host })} · {sayLength(poll.duration)}
          </p>
        </div>
        <fieldset className={styles.hours} aria-label={t('polls.which')}>
          {poll.hours.map(({ id, at, userIds }) => (
            <div key={id} className={styles.hour}>
              <label>
                <input type="checkbox" checked={ticked.includes(id)} onChange={() => tick(id)} />
                <span>
                  <strong>{sayHour(at)}</strong>
                  <span className={styles.count}>
                    <Icon name="people" size={15} />
                    {t('polls.can', { count: userIds.length, all: poll.people.length })}
                  </span>
                </span>
              </label>
              <span className={styles.chips}>
                {poll.people
                  .filter(({ userId }) => userId !== you.userId)
                  .map(({ userId, displayName, timezone }) => (
                    <HourChip key={userId} at={at.getTime()} zone={timezone} name={displayName} />
                  ))}
              </span>
              {isHost ? (
                <Button
                  look="quiet"
                  isPending={decide.isPending && decide.variables.hourId === id}
                  aria-label={`${t('polls.take')}: ${sayHour(at)}`}
                  onClick={() => act(() => decide.mutate({ hourId: id, evenIfBusy: false }))}
                >
                  {t('polls.take')}
                </Button>
              ) : null}
            </div>
          ))}
        </fieldset>
        {error === null ? null : (
          <div role="alert" className={cardStyles.trouble}>
            <span>{sayRefusal(error, zone)}</span>
            {clashOf(error) === null || decide.variables === undefined ? null : (
              <Button onClick={() => act(() => decide.mutate({ ...decide.variables, evenIfBusy: true }))}>
                {t('sessions.plan.anyway')}
              </Button>
            )}
          </div>
        )}
        <div className={styles.foot}>
          <p>
            {waiting.length === 0 ? '' : `${t('polls.waiting', { names: waiting.join(', ') })} `}
            {t('polls.until', { when: sayDistance(poll.closesAt.getTime(), now) })}
          </p>
          {isHost ? (
            <Button look="quiet" isPending={close.isPending} onClick={() => act(() => close.mutate())}>
              {t('polls.off')}
            </Button>
          ) : null}
          {isChanged ? (
            <Button
              look={ticked.length === 0 ? 'secondary' : 'primary'}
              isPending={answer.isPending}
              onClick={() => act(() => answer.mutate(ticked))}
            >
              {t(ticked.length === 0 ? 'polls.none' : 'polls.send')}
            </Button>
          ) : null}
        </div>
      </article>
    </li>
  );
}
