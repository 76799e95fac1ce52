import { Button } from '../../parts/button.tsx';
import { Sign } from '../../sign.tsx';
import { useWords } from '../../words/use-words.ts';
import styles from '../room/no-way-in.module.css';

export function Unreachable({ onAgain }: { onAgain: () => void }) {
  const { t } = useWords();
  return (
    <main className={styles.outside}>
      <Sign size={72} />
      <h1>{t('own.unreachable.title')}</h1>
      <p>{t('own.unreachable.text')}</p>
      <Button look="primary" onClick={onAgain}>
        {t('again')}
      </Button>
    </main>
  );
}
