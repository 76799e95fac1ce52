import { useEffect, useState } from 'react';
import { Sign } from '../../../sign.tsx';
import { useWords } from '../../../words/use-words.ts';
import styles from './looking.module.css';

/** Answers that come sooner need no word. */
const PATIENCE_MS = 400;

/** EchoChat at work: the sign pulses while an answer takes its time. */
export function Looking({ isWaiting }: { isWaiting: boolean }) {
  const { t } = useWords();
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    if (!isWaiting) return;
    const timer = setTimeout(() => setLate(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [isWaiting]);
  if (!isWaiting || !isLate) return null;
  return (
    <p className={styles.looking} role="status">
      <Sign size={28} loading />
      {t('log.looking')}
    </p>
  );
}
