import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../parts/button.tsx';
import { Icon } from '../../parts/icon.tsx';
import { sayDay, sayTime } from '../../time/say.ts';
import { dayIn, timeIn } from '../../time/zone.ts';
import { useWords } from '../../words/use-words.ts';
import { useOwn } from '../own/own.ts';
import styles from './find-times.module.css';
import { HourChip } from './hour-chip.tsx';
import { sayRefusal } from './say-refusal.ts';
import type { Other } from './when.ts';

/** How everybody is asked which of the hours suit them. */
export interface Asking {
  isPending: boolean;
  ask: (hours: Date[]) => void;
}

/** Who is asked has half of that to answer, at least. */
const pollLeadHours = 12;

type FindTimesProps = {
  others: readonly Other[];
  minutes: number;
  exceptSessionId: number | undefined;
  /** The instant that stands in the fields. */
  chosen: number | null;
  onTake: (day: string, time: string) => void;
  asking: Asking | null;
};

/** The three best hours that all have, as buttons that fill them in; each says what hour it is for the others. */
export function FindTimes({ others, minutes, exceptSessionId, chosen, onTake, asking }: FindTimesProps) {
  const { t } = useWords();
  const { api, zone } = useOwn();
  const [isWanted, setWanted] = useState(false);
  const userIds = others.slice(0, 9).map(({ userId }) => userId);
  const found = useQuery({
    queryKey: ['times', userIds, minutes, exceptSessionId, asking === null],
    queryFn: () =>
      api.sessions.findTimes.query({
        userIds,
        duration: minutes,
        ...(exceptSessionId === undefined ? {} : { exceptSessionId }),
        ...(asking === null ? {} : { leadHours: pollLeadHours }),
      }),
    enabled: isWanted,
    refetchInterval: false,
    staleTime: 60_000,
  });
  const today = dayIn(Date.now(), zone);
  return (
    <div className={styles.finder}>
      {isWanted && !found.isPending ? null : (
        <Button isPending={isWanted && found.isPending} onClick={() => setWanted(true)}>
          {t('sessions.find')}
        </Button>
      )}
      <div role="status">
        {found.data?.length === 0 ? <p>{t('sessions.find.none')}</p> : null}
        {found.data !== undefined && found.data.length > 0 ? (
          <p>{t(found.data[0]?.isInconvenient ? 'sessions.find.inconvenient' : 'sessions.find.best')}</p>
        ) : null}
        {found.isError ? <p>{sayRefusal(found.error, zone)}</p> : null}
        {found.data !== undefined && found.data.length > 0 ? (
          <ul className={styles.times} aria-label={t('sessions.find.best')}>
            {found.data.map(({ at, people }) => (
              <li key={at.getTime()}>
                <button
                  type="button"
                  aria-pressed={chosen === at.getTime()}
                  onClick={() => onTake(dayIn(at.getTime(), zone), timeIn(at.getTime(), zone))}
                >
                  <strong>
                    {sayDay(dayIn(at.getTime(), zone), today)}, {sayTime(at.getTime(), zone)}
                  </strong>
                  <span>
                    {people
                      .filter(({ userId }) => userIds.includes(userId))
                      .map(({ userId, displayName, timezone }) => (
                        <HourChip key={userId} at={at.getTime()} zone={timezone} name={displayName} />
                      ))}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        ) : null}
        {asking !== null && found.data !== undefined && found.data.length > 1 ? (
          <Button isPending={asking.isPending} onClick={() => asking.ask(found.data.map(({ at }) => at))}>
            <Icon name="people" size={18} />
            {t('polls.ask')}
          </Button>
        ) : null}
      </div>
    </div>
  );
}
