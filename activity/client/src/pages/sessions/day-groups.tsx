import { groupByDay } from '../../time/days.ts';
import { sayDay } from '../../time/say.ts';
import { dayIn } from '../../time/zone.ts';
import { useOwn } from '../own/own.ts';
import styles from './lists.module.css';
import { SessionCard } from './session-card.tsx';
import type { Session } from './standing.ts';
import type { Acts } from './use-acts.ts';

/** Sessions under the days on which they begin where the person is. */
export function DayGroups({ sessions, acts, now }: { sessions: readonly Session[]; acts: Acts; now: number }) {
  const { zone } = useOwn();
  const today = dayIn(now, zone);
  return groupByDay(sessions, zone).map(({ day, sessions: theirs }) => (
    <section key={day} className={styles.group} aria-labelledby={`day-${day}`}>
      <h2 id={`day-${day}`} tabIndex={-1}>
        {sayDay(day, today)}
      </h2>
      <ul>
        {theirs.map((session) => (
          <SessionCard key={session.id} session={session} acts={acts} now={now} />
        ))}
      </ul>
    </section>
  ));
}
