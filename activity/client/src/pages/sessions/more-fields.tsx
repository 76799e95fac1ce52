import { useId } from 'react';
import fieldStyles from '../../form/field.module.css';
import { Icon } from '../../parts/icon.tsx';
import { useWords } from '../../words/use-words.ts';
import { areSeats, fewestSeats, type More, type Topic } from './more.ts';
import styles from './more-fields.module.css';

type MoreFieldsProps = {
  more: More;
  topics: readonly Topic[];
  /** The seats that a session has without being told, and the most that it may have. */
  usualSeats: number;
  mostSeats: number;
  onOpen: () => void;
  onChange: (more: More) => void;
};

/** What most sessions do without: folded away. */
export function MoreFields({ more, topics, usualSeats, mostSeats, onOpen, onChange }: MoreFieldsProps) {
  const { t } = useWords();
  const id = useId();
  const isFit = areSeats(more.seats, mostSeats);
  return (
    <details className={styles.more} onToggle={({ currentTarget }) => currentTarget.open && onOpen()}>
      <summary>
        {t('sessions.plan.more')}
        <Icon name="right" size={18} />
      </summary>
      <div className={fieldStyles.field}>
        <label className={fieldStyles.label} htmlFor={`${id}-topic`}>
          {t('sessions.plan.topic')}
        </label>
        <select
          id={`${id}-topic`}
          className={fieldStyles.input}
          value={topics.some((topic) => String(topic.id) === more.topic) ? more.topic : ''}
          onChange={(event) => onChange({ ...more, topic: event.target.value })}
        >
          <option value="">{t('sessions.plan.topic-none')}</option>
          {topics.map((topic) => (
            <option key={topic.id} value={topic.id}>
              {topic.name}
            </option>
          ))}
        </select>
      </div>
      <div className={fieldStyles.field}>
        <label className={fieldStyles.label} htmlFor={`${id}-seats`}>
          {t('sessions.plan.seats')}
        </label>
        <input
          id={`${id}-seats`}
          className={fieldStyles.input}
          type="number"
          inputMode="numeric"
          min={fewestSeats}
          max={mostSeats}
          placeholder={String(usualSeats)}
          aria-invalid={!isFit}
          aria-describedby={`${id}-most`}
          value={more.seats}
          onChange={(event) => onChange({ ...more, seats: event.target.value })}
        />
        <p id={`${id}-most`} className={isFit ? fieldStyles.hint : fieldStyles.complaint}>
          {t('sessions.plan.seats-most', { most: mostSeats })}
        </p>
      </div>
      <div className={fieldStyles.field}>
        <label className={fieldStyles.label} htmlFor={`${id}-description`}>
          {t('sessions.plan.description')}
        </label>
        <textarea
          id={`${id}-description`}
          className={fieldStyles.input}
          rows={3}
          maxLength={2_000}
          placeholder={t('sessions.plan.description-example')}
          value={more.description}
          onChange={(event) => onChange({ ...more, description: event.target.value })}
        />
      </div>
    </details>
  );
}
