import type { Person } from '@echochat/activity-protocol/playground.ts';
import { useWords } from '../words/use-words.ts';
import styles from './skill-chips.module.css';

type SkillChipsProps = {
  skills: Person['teaches'];
  /** Teaching is coral, learning is teal; the word is there too, for those who do not see the colour. */
  kind: 'teaches' | 'learns';
  /** More than this many are counted, not named. */
  most?: number;
};

export function SkillChips({ skills, kind, most = 4 }: SkillChipsProps) {
  const { t } = useWords();
  if (skills.length === 0) return null;
  const rest = skills.length - most;
  return (
    <div className={`${styles.skills} ${styles[kind]}`}>
      <span className={styles.word}>{t(`skills.${kind}`)}</span>
      <ul>
        {skills.slice(0, most).map((skill) => (
          <li key={skill.name}>
            {skill.icon === undefined ? null : <span aria-hidden="true">{skill.icon}</span>}
            {skill.name}
          </li>
        ))}
        {rest > 0 ? <li className={styles.rest}>{t('skills.more', { count: rest })}</li> : null}
      </ul>
    </div>
  );
}
