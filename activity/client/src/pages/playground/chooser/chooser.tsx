import { Link } from 'wouter';
import { LanguageSwitch, ThemeSwitch } from '../../../parts/switches.tsx';
import { useTitle } from '../../../parts/use-title.ts';
import { Sign } from '../../../sign.tsx';
import { useWords } from '../../../words/use-words.ts';
import styles from './chooser.module.css';
import { Newcomer } from './newcomer.tsx';
import { People } from './people.tsx';

/** Who do you want to be: somebody new, or a learner of the demo community. */
export function Chooser() {
  const { t } = useWords();
  useTitle(t('playground.title'));
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <Link href="/" className={styles.brand}>
          <Sign size={28} />
          EchoChat
        </Link>
        <ThemeSwitch />
        <LanguageSwitch />
      </header>
      <main className={styles.main}>
        <div className={styles.intro}>
          <h1>{t('chooser.title')}</h1>
          <p>{t('chooser.text')}</p>
        </div>
        <Newcomer />
        <People />
      </main>
    </div>
  );
}
