import { Sign } from '../sign.tsx';
import { useWords } from '../words/use-words.ts';
import styles from './waiting.module.css';

/** Stands where a page is about to be. */
export function Waiting() {
  const { t } = useWords();
  return (
    <div className={styles.waiting} role="status">
      <Sign size={56} loading />
      <span className="unseen">{t('waiting')}</span>
    </div>
  );
}
