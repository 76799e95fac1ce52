import { Button } from '../../../parts/button.tsx';
import { useWords } from '../../../words/use-words.ts';
import type { FormEntry } from './log.ts';
import styles from './note.module.css';

/** Where a form was, the talk keeps a quiet note. */
export function FormNote({ entry, onOpen }: { entry: FormEntry; onOpen: () => void }) {
  const { t } = useWords();
  const { title } = entry.form;
  return (
    <div className={styles.note}>
      <p>{t(`log.form-${entry.state}`, { title })}</p>
      {entry.state === 'closed' ? <Button onClick={onOpen}>{t('log.open-again')}</Button> : null}
    </div>
  );
}
