import { ButtonLink } from '../../parts/button-link.tsx';
import { useTitle } from '../../parts/use-title.ts';
import { Sign } from '../../sign.tsx';
import { useWords } from '../../words/use-words.ts';
import styles from './not-found-page.module.css';

export function NotFoundPage() {
  const { t } = useWords();
  useTitle(`${t('not-found.title')} · EchoChat`);
  return (
    <main className={styles.page}>
      <Sign size={88} />
      <h1>{t('not-found.title')}</h1>
      <p>{t('not-found.text')}</p>
      <ButtonLink href="/">{t('not-found.home')}</ButtonLink>
    </main>
  );
}
