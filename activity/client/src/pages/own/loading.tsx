import { Button } from '../../parts/button.tsx';
import { useWords } from '../../words/use-words.ts';
import styles from './loading.module.css';

/** Where a list is about to be. */
export function Ghosts() {
  const { t } = useWords();
  return (
    <div role="status" className={styles.ghosts}>
      <span className="unseen">{t('waiting')}</span>
      <span className={styles.ghost} />
      <span className={styles.ghost} />
      <span className={styles.ghost} />
    </div>
  );
}

export function Failed({ onAgain }: { onAgain: () => void }) {
  const { t } = useWords();
  return (
    <p role="alert" className={styles.failed}>
      {t('own.failed')} <Button onClick={onAgain}>{t('again')}</Button>
    </p>
  );
}
