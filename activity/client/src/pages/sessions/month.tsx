import { useState } from 'react';
import { IconButton } from '../../parts/button.tsx';
import { Icon } from '../../parts/icon.tsx';
import { addMonths, type Day, nameOfDay, weeksOf } from '../../time/days.ts';
import { firstWeekdayOf } from '../../time/first-weekday.ts';
import { useWords } from '../../words/use-words.ts';
import { localeTag } from '../../words/words.ts';
import styles from './month.module.css';
import { marksOf, type Session } from './standing.ts';

type MonthProps = { days: ReadonlyMap<Day, readonly Session[]>; today: Day; now: number; onDay: (day: Day) => void };

/** A month with a mark on each day that has something: full where it is settled, a ring where it asks. It leads there. */
export function Month({ days, today, now, onDay }: MonthProps) {
  const { t } = useWords();
  const [month, setMonth] = useState(today.slice(0, 7));
  const first = firstWeekdayOf(localeTag());
  const name = new Intl.DateTimeFormat(localeTag(), { month: 'long', year: 'numeric', timeZone: 'UTC' });
  // 2023 began on a Sunday.
  const weekdays = Array.from({ length: 7 }, (_, place) => Date.UTC(2023, 0, 1 + ((first + place) % 7)));
  const weekday = (width: 'narrow' | 'long') =>
    new Intl.DateTimeFormat(localeTag(), { weekday: width, timeZone: 'UTC' });
  return (
    <section className={styles.month} aria-label={t('sessions.month')}>
      <div className={styles.head}>
        <IconButton label={t('sessions.month.before')} onClick={() => setMonth(addMonths(month, -1))}>
          <Icon name="left" />
        </IconButton>
        <h2 aria-live="polite">{name.format(Date.parse(`${month}-15T12:00:00Z`))}</h2>
        <IconButton label={t('sessions.month.next')} onClick={() => setMonth(addMonths(month, 1))}>
          <Icon name="right" />
        </IconButton>
      </div>
      <table>
        <thead>
          <tr>
            {weekdays.map((day) => (
              <th key={day} scope="col" abbr={weekday('long').format(day)}>
                {weekday('narrow').format(day)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(month, first).map((week, place) => (
            <tr key={week.find((day) => day !== null) ?? place}>
              {week.map((day, at) => (
                <td key={day ?? at} aria-current={day === today ? 'date' : undefined}>
                  {day === null ? null : <DayCell day={day} theirs={days.get(day)} {...{ today, now, onDay }} />}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.legend}>
        <span className={styles.dot} /> {t('sessions.month.settled')}
        <span className={`${styles.dot} ${styles.ring}`} /> {t('sessions.month.asked')}
      </p>
    </section>
  );
}

type DayCellProps = Pick<MonthProps, 'today' | 'now' | 'onDay'> & { day: Day; theirs: readonly Session[] | undefined };

function DayCell({ day, theirs, today, now, onDay }: DayCellProps) {
  const { t } = useWords();
  const number = <span className={day === today ? styles.today : undefined}>{Number(day.slice(8))}</span>;
  if (theirs === undefined) return <span className={`${styles.day} ${day < today ? styles.past : ''}`}>{number}</span>;
  const { settled, asked } = marksOf(theirs, now);
  const values = { day: nameOfDay(day, today, localeTag(), 'long'), count: theirs.length, asked };
  return (
    <button
      type="button"
      className={styles.day}
      aria-label={t('sessions.month.day', values)}
      onClick={() => onDay(day)}
    >
      {number}
      <span className={styles.dots} aria-hidden="true">
        {settled > 0 ? <span className={styles.dot} /> : null}
        {asked > 0 ? <span className={`${styles.dot} ${styles.ring}`} /> : null}
      </span>
    </button>
  );
}
