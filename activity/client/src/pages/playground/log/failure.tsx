import { Button } from '../../../parts/button.tsx';
import { useWords } from '../../../words/use-words.ts';
import styles from './note.module.css';

/** What could not be sent, and the one step that mends it. */
export function Failure({ said, onAgain }: { said: string; onAgain: () => void }) {
  const { t } = useWords();
  return (
    <div className={`${styles.note} ${styles.trouble}`}>
      <p>{said === '' ? t('log.failed') : said}</p>
      <Button onClick={onAgain}>{t('again')}</Button>
    </div>
  );
}
