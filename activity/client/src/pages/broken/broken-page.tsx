import { Button } from '../../parts/button.tsx';
import { Sign } from '../../sign.tsx';
import { forget } from '../../storage.ts';
import { useWords } from '../../words/use-words.ts';
import styles from '../not-found/not-found-page.module.css';

/** Shown in place of a page that failed. What this tab remembers may be what it failed on, so a fresh start forgets it. */
export function BrokenPage() {
  const { t } = useWords();
  const afresh = () => {
    forget(() => sessionStorage);
    location.reload();
  };
  return (
    <main className={styles.page}>
      <Sign size={88} />
      <h1>{t('broken.title')}</h1>
      <p>{t('broken.text')}</p>
      <Button look="primary" onClick={afresh}>
        {t('broken.afresh')}
      </Button>
    </main>
  );
}
