import { ButtonLink } from '../../parts/button-link.tsx';
import { LanguageSwitch, ThemeSwitch } from '../../parts/switches.tsx';
import { useTitle } from '../../parts/use-title.ts';
import { Sign } from '../../sign.tsx';
import { useWords } from '../../words/use-words.ts';
import { EchoField } from './echo-field.tsx';
import { Example } from './example.tsx';
import styles from './landing-page.module.css';
import { Steps } from './steps.tsx';
import { usePlayground } from './use-playground.ts';

/** What EchoChat is, in one screen, and the one thing to do: try it. */
export function LandingPage() {
  const { t } = useWords();
  const hasPlayground = usePlayground();
  useTitle(t('landing.title'));
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <p className={styles.brand}>
          <Sign size={30} />
          EchoChat
        </p>
        <ThemeSwitch />
        <LanguageSwitch />
      </header>
      <main>
        <div className={styles.hero}>
          <div className={styles.words}>
            <h1>
              {t('landing.heading-1')}
              <br />
              {t('landing.heading-2')}
            </h1>
            <p className={styles.text}>{t('landing.text')}</p>
            {hasPlayground ? (
              <div className={styles.action}>
                <ButtonLink href="/playground" isBig>
                  {t('landing.try')}
                </ButtonLink>
                <p className={styles.aside}>{t('landing.aside')}</p>
              </div>
            ) : (
              <p className={styles.aside}>{t('landing.invite')}</p>
            )}
          </div>
          <div className={styles.stage}>
            <EchoField form="wide" />
            <EchoField form="tall" />
            <Example />
          </div>
        </div>
        <Steps />
      </main>
      {hasPlayground && <footer className={styles.footer}>{t('landing.footer')}</footer>}
    </div>
  );
}
