import type { Row } from '@echochat/activity-protocol/playground.ts';
import { Markdown } from '../markdown/markdown.tsx';
import { Button } from '../parts/button.tsx';
import { useWords } from '../words/use-words.ts';
import styles from './card-rows.module.css';
import type { Press } from './press.ts';

type CardRowsProps = { rows: readonly Row[]; pending: readonly string[]; onPress: (press: Press) => void };

function RowAction({ row, pending, onPress }: { row: Row } & Omit<CardRowsProps, 'rows'>) {
  const { action } = row;
  if (action === undefined) return null;
  return (
    <Button
      className={styles.action}
      look={action.style === 'danger' ? 'danger' : 'secondary'}
      isPending={pending.includes(action.id)}
      aria-label={`${action.label}: ${row.title}`}
      onClick={() => onPress({ id: action.id, label: `${action.label}: ${row.title}` })}
    >
      {action.label}
    </Button>
  );
}

/** A card's list: each entry with its tone at the edge and its own action. */
export function CardRows({ rows, pending, onPress }: CardRowsProps) {
  const { t } = useWords();
  return (
    <ul className={styles.rows}>
      {rows.map((row, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name and never change places; a card is replaced whole
        <li key={`${place}`} className={`${styles.row} ${row.tone === undefined ? '' : styles[row.tone]}`}>
          {row.sign === undefined ? null : (
            <span className={styles.sign} aria-hidden="true">
              {row.sign}
            </span>
          )}
          <div className={styles.words}>
            <p className={styles.title}>
              {row.title}
              {row.tone === 'teach' || row.tone === 'learn' ? (
                <span className="unseen"> ({t(`tone.${row.tone}`)})</span>
              ) : null}
            </p>
            {row.text.trim() === '' ? null : <Markdown text={row.text} className={styles.text} />}
          </div>
          <RowAction row={row} pending={pending} onPress={onPress} />
        </li>
      ))}
    </ul>
  );
}
