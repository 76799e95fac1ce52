import { ButtonLink } from '../../parts/button-link.tsx';
import { useTitle } from '../../parts/use-title.ts';
import { Sign } from '../../sign.tsx';
import { useWords } from '../../words/use-words.ts';
import { usePlayground } from '../landing/use-playground.ts';
import styles from '../room/no-way-in.module.css';

/** Every way begins in a chat, which knows who one is. `isUsed`: somebody came by a link that has led in already. */
export function HowToComeIn({ isUsed = false }: { isUsed?: boolean }) {
  const { t } = useWords();
  const hasPlayground = usePlayground();
  const title = isUsed ? t('own.used.title') : t('own.how.title');
  useTitle(`${title} · EchoChat`);
  return (
    <main className={styles.outside}>
      <Sign size={72} />
      <h1>{title}</h1>
      <p>{isUsed ? t('own.used.text') : t('own.how.text')}</p>
      <ol className={styles.steps}>
        <li>
          <code>/session mine</code> {t('own.how.sessions')}
        </li>
        <li>
          <code>/inbox</code> {t('own.how.inbox')}
        </li>
      </ol>
      {hasPlayground ? <ButtonLink href="/playground">{t('landing.try')}</ButtonLink> : null}
    </main>
  );
}
