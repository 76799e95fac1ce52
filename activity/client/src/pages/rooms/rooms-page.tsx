import { ButtonLink } from '../../parts/button-link.tsx';
import { useTitle } from '../../parts/use-title.ts';
import { Sign } from '../../sign.tsx';
import { useWords } from '../../words/use-words.ts';
import { usePlayground } from '../landing/use-playground.ts';
import styles from '../room/no-way-in.module.css';

/** How one comes into a room: every way begins in a chat, which knows who one is. */
export function RoomsPage() {
  const { t } = useWords();
  const hasPlayground = usePlayground();
  useTitle(`${t('rooms.title')} · EchoChat`);
  return (
    <main className={styles.outside}>
      <Sign size={72} />
      <h1>{t('rooms.title')}</h1>
      <p>{t('rooms.text')}</p>
      <ol className={styles.steps}>
        <li>
          <code>/room create</code> {t('rooms.create')}
        </li>
        <li>
          <code>/room list</code> {t('rooms.list')}
        </li>
        <li>
          <code>/room mine</code> {t('rooms.mine')}
        </li>
      </ol>
      {hasPlayground ? <ButtonLink href="/playground">{t('landing.try')}</ButtonLink> : null}
    </main>
  );
}
