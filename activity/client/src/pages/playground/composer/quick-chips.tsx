import { useWords } from '../../../words/use-words.ts';
import styles from './quick-chips.module.css';

const commands = ['/echo', '/match find', '/skills list', '/help'];

/** The first commands to try, one press each. */
export function QuickChips({ onRun }: { onRun: (line: string) => void }) {
  const { t } = useWords();
  return (
    <ul className={styles.chips} aria-label={t('composer.try')}>
      {commands.map((command) => (
        <li key={command}>
          <button type="button" className={styles.chip} onClick={() => onRun(command)}>
            {command}
          </button>
        </li>
      ))}
    </ul>
  );
}
