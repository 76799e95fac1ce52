import { useId } from 'react';
import fieldStyles from '../../form/field.module.css';
import { Choose } from '../../parts/choose.tsx';
import { useWords } from '../../words/use-words.ts';

export interface RepeatChoice {
  every: 'once' | 'week' | 'two_weeks' | 'month';
  ends: 'never' | 'count' | 'until';
  count: string;
  until: string;
}

export const once: RepeatChoice = { every: 'once', ends: 'never', count: '6', until: '' };

const isCount = (count: string): boolean => /^\d+$/.test(count) && Number(count) >= 2 && Number(count) <= 52;

/** What the server takes; null where an end is chosen and not said. */
export function readRepeat({ every, ends, count, until }: RepeatChoice) {
  if (every === 'once') return {};
  if (ends === 'count') return isCount(count) ? { repeat: { every, count: Number(count) } } : null;
  if (ends === 'until') return until === '' ? null : { repeat: { every, until } };
  return { repeat: { every } };
}

type RepeatFieldsProps = { repeat: RepeatChoice; from: string; onChange: (repeat: RepeatChoice) => void };

/** Whether it comes again, how often, and until when. */
export function RepeatFields({ repeat, from, onChange }: RepeatFieldsProps) {
  const { t } = useWords();
  const id = useId();
  const often = ['once', 'week', 'two_weeks', 'month'] as const;
  const ends = ['never', 'count', 'until'] as const;
  return (
    <>
      <Choose
        label={t('sessions.repeat')}
        choices={often.map((value) => ({ value, label: t(`sessions.repeat.${value}`) }))}
        value={repeat.every}
        onChange={(every) => onChange({ ...repeat, every })}
      />
      {repeat.every === 'once' ? null : (
        <Choose
          label={t('sessions.ends')}
          choices={ends.map((value) => ({ value, label: t(`sessions.ends.${value}`) }))}
          value={repeat.ends}
          onChange={(chosen) => onChange({ ...repeat, ends: chosen })}
        />
      )}
      {repeat.every === 'once' || repeat.ends === 'never' ? null : (
        <div className={fieldStyles.field}>
          <label className={fieldStyles.label} htmlFor={id}>
            {t(repeat.ends === 'count' ? 'sessions.ends.how-often' : 'sessions.ends.last-day')}
          </label>
          {repeat.ends === 'count' ? (
            <input
              id={id}
              className={fieldStyles.input}
              type="number"
              min={2}
              max={52}
              aria-invalid={!isCount(repeat.count)}
              value={repeat.count}
              onChange={(event) => onChange({ ...repeat, count: event.target.value })}
            />
          ) : (
            <input
              id={id}
              className={fieldStyles.input}
              type="date"
              min={from}
              value={repeat.until}
              onChange={(event) => onChange({ ...repeat, until: event.target.value })}
            />
          )}
        </div>
      )}
    </>
  );
}
