import type { Person } from '@echochat/activity-protocol/playground.ts';
import { Link } from 'wouter';
import { Icon } from '../../../parts/icon.tsx';
import { LanguageSwitch, ThemeSwitch } from '../../../parts/switches.tsx';
import { Sign } from '../../../sign.tsx';
import { useWords } from '../../../words/use-words.ts';
import { PersonMenu } from './person-menu.tsx';
import styles from './talk-header.module.css';

export function TalkHeader({ me, onClear }: { me: Person; onClear: () => void }) {
  const { t } = useWords();
  return (
    <header className={styles.header}>
      <Link href="/" className={styles.brand} aria-label="EchoChat">
        <Sign size={28} />
        <span className={styles.name}>EchoChat</span>
        <span className={styles.place}>{t('playground.word')}</span>
      </Link>
      <PersonMenu me={me} onClear={onClear} />
      <a className={styles.second} href="/playground" target="_blank" rel="noopener" title={t('talk.second')}>
        <Icon name="window" size={18} />
        <span className={styles.words}>{t('talk.second')}</span>
      </a>
      <ThemeSwitch />
      <LanguageSwitch />
    </header>
  );
}
