import type { Person } from '@echochat/activity-protocol/playground.ts';
import { Avatar } from '../../../people/avatar.tsx';
import { LocalTime } from '../../../people/local-time.tsx';
import { SkillChips } from '../../../people/skill-chips.tsx';
import { useWords } from '../../../words/use-words.ts';
import styles from './rail.module.css';

/** On a wide screen, beside the talk: who one is, what they teach and learn. */
export function Rail({ me }: { me: Person }) {
  const { t } = useWords();
  const isBlank = me.teaches.length === 0 && me.learns.length === 0;
  return (
    <aside className={styles.rail} aria-label={t('rail.label')}>
      <div className={styles.person}>
        <Avatar name={me.displayName} url={me.avatarUrl} size={88} />
        <div>
          <h2>{me.displayName}</h2>
          {me.headline === undefined ? null : <p className={styles.headline}>{me.headline}</p>}
          {me.timezone === undefined ? null : (
            <p className={styles.time}>
              <LocalTime timezone={me.timezone} />
            </p>
          )}
        </div>
      </div>
      {isBlank ? <p className={styles.headline}>{t('rail.blank')}</p> : null}
      <div className={styles.skills}>
        <SkillChips kind="teaches" skills={me.teaches} most={12} />
        <SkillChips kind="learns" skills={me.learns} most={12} />
      </div>
      <p className={styles.tip}>{t('rail.tip')}</p>
    </aside>
  );
}
