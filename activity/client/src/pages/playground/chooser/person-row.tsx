import type { Person } from '@echochat/activity-protocol/playground.ts';
import { Link } from 'wouter';
import { Avatar } from '../../../people/avatar.tsx';
import { LocalTime } from '../../../people/local-time.tsx';
import { SkillChips } from '../../../people/skill-chips.tsx';
import { useWords } from '../../../words/use-words.ts';
import styles from './person-row.module.css';
import { talkAddress } from './talk-address.ts';

/** A learner whom one can be: a link to the talk as them. */
export function PersonRow({ person }: { person: Person }) {
  const { t } = useWords();
  const isBlank = person.teaches.length === 0 && person.learns.length === 0;
  return (
    <Link href={talkAddress(person.handle)} className={styles.person}>
      <Avatar name={person.displayName} url={person.avatarUrl} size={48} />
      <div className={styles.words}>
        <p className={styles.line}>
          <span className={styles.name}>{person.displayName}</span>
          {person.timezone === undefined ? null : (
            <span className={styles.time}>
              <LocalTime timezone={person.timezone} />
            </span>
          )}
        </p>
        {person.headline === undefined ? null : <p className={styles.headline}>{person.headline}</p>}
        {isBlank ? <p className={styles.headline}>{t('people.new')}</p> : null}
        <div className={styles.skills}>
          <SkillChips kind="teaches" skills={person.teaches} most={3} />
          <SkillChips kind="learns" skills={person.learns} most={3} />
        </div>
      </div>
    </Link>
  );
}
