import type { ReactNode } from 'react';
import { useWords } from '../../words/use-words.ts';
import styles from './steps.module.css';

/** The sign tells the three steps: an echo goes out, two echoes meet, what was learnt spreads in rings. */
const drawings: ReactNode[] = [
  <g key="say">
    <circle className={styles.teach} cx="16" cy="40" r="6" />
    <path className={styles.teach} d="M16 27a13 13 0 0 1 13 13M16 18a22 22 0 0 1 22 22M16 9a31 31 0 0 1 31 31" />
  </g>,
  <g key="meet">
    <circle className={styles.teach} cx="9" cy="44" r="5" />
    <path className={styles.teach} d="M9 33a11 11 0 0 1 11 11M9 25.500a18.5 18.5 0 0 1 18.5 18.5" />
    <circle className={styles.learn} cx="47" cy="12" r="5" />
    <path className={styles.learn} d="M47 23a11 11 0 0 1-11-11M47 30.500a18.5 18.5 0 0 1-18.5-18.5" />
  </g>,
  <g key="spread">
    <circle className={styles.learn} cx="28" cy="28" r="6" />
    <circle className={`${styles.learn} ${styles.ring}`} cx="28" cy="28" r="14" />
    <circle className={`${styles.teach} ${styles.ring}`} cx="28" cy="28" r="21" />
    <circle className={`${styles.learn} ${styles.ring}`} cx="28" cy="28" r="27" />
  </g>,
];

const steps = ['say', 'meet', 'spread'] as const;

export function Steps() {
  const { t } = useWords();
  return (
    <ol className={styles.steps}>
      {steps.map((step, place) => (
        <li key={step}>
          <svg className={styles.drawing} width="56" height="56" viewBox="0 0 56 56" aria-hidden="true">
            {drawings[place]}
          </svg>
          <div>
            <h2>{t(`steps.${step}`)}</h2>
            <p>{t(`steps.${step}-text`)}</p>
          </div>
        </li>
      ))}
    </ol>
  );
}
