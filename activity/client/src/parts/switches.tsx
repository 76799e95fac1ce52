import { chooseTheme, useTheme } from '../theme.ts';
import { useWords } from '../words/use-words.ts';
import { chooseLanguage } from '../words/words.ts';
import { IconButton } from './button.tsx';
import { Icon } from './icon.tsx';
import styles from './switches.module.css';

export function ThemeSwitch() {
  const theme = useTheme();
  const { t } = useWords();
  const other = theme === 'dark' ? 'light' : 'dark';
  return (
    <IconButton label={t(`theme.${other}`)} onClick={() => chooseTheme(other)}>
      <Icon name={theme === 'dark' ? 'sun' : 'moon'} />
    </IconButton>
  );
}

/** Two languages are a switch; it names the other one in its own words. */
export function LanguageSwitch() {
  const { t, language } = useWords();
  const other = language === 'en' ? 'es' : 'en';
  return (
    <IconButton label={t('language.other')} lang={other} onClick={() => void chooseLanguage(other)}>
      <span className={styles.language}>{language.toUpperCase()}</span>
    </IconButton>
  );
}
