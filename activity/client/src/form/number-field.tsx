import type { FormField } from '@echochat/activity-protocol/playground.ts';
import { IconButton } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { useWords } from '../words/use-words.ts';
import fieldStyles from './field.module.css';
import type { FieldProps } from './field-view.tsx';
import styles from './number-field.module.css';

type NumberProps = FieldProps<Extract<FormField, { kind: 'number' }>>;

/** Up to this many values are a scale to point at; more are a number to type. */
const LONGEST_SCALE = 10;

/** A scale such as 1 to 10: bars that grow, filled up to the chosen one. Radio buttons, so the keys are the browser's. */
function Scale({ id, field, value, isInvalid, describedBy, onChange }: NumberProps) {
  const { t } = useWords();
  const levels = Array.from({ length: field.max - field.min + 1 }, (_, step) => field.min + step);
  const chosen = value === '' ? null : Number(value);
  return (
    <div
      className={styles.scale}
      role="radiogroup"
      aria-labelledby={`${id}-label`}
      aria-describedby={describedBy}
      aria-invalid={isInvalid}
    >
      <div className={styles.bars}>
        {levels.map((level) => (
          <label key={level} className={chosen !== null && level <= chosen ? styles.filled : ''}>
            <input
              type="radio"
              className={styles.radio}
              name={id}
              id={level === levels[0] ? id : undefined}
              value={level}
              checked={level === chosen}
              onChange={() => onChange(String(level))}
            />
            <span className={styles.bar} aria-hidden="true" />
            <span className={styles.number}>{level}</span>
          </label>
        ))}
      </div>
      <output className={styles.chosen}>
        {chosen === null ? t('form.choose-level') : t('form.level', { level: chosen, max: field.max })}
      </output>
    </div>
  );
}

function Stepper({ id, field, value, isInvalid, describedBy, onChange }: NumberProps) {
  const { t } = useWords();
  const step = (by: number) => {
    const number = value === '' || !Number.isFinite(Number(value)) ? field.min - by : Number(value);
    onChange(String(Math.min(field.max, Math.max(field.min, number + by))));
  };
  return (
    <div className={styles.stepper}>
      <IconButton label={t('form.less')} look="secondary" onClick={() => step(-1)}>
        <Icon name="minus" />
      </IconButton>
      <input
        id={id}
        className={fieldStyles.input}
        inputMode="decimal"
        autoComplete="off"
        role="spinbutton"
        aria-valuemin={field.min}
        aria-valuemax={field.max}
        aria-valuenow={value === '' ? undefined : Number(value) || undefined}
        aria-invalid={isInvalid}
        aria-describedby={describedBy}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
          event.preventDefault();
          step(event.key === 'ArrowUp' ? 1 : -1);
        }}
      />
      <IconButton label={t('form.more')} look="secondary" onClick={() => step(1)}>
        <Icon name="plus" />
      </IconButton>
      <span className={styles.range}>{t('form.between', { min: field.min, max: field.max })}</span>
    </div>
  );
}

export function isScale({ min, max }: NumberProps['field']): boolean {
  return Number.isInteger(min) && max - min < LONGEST_SCALE;
}

export function NumberField(props: NumberProps) {
  return isScale(props.field) ? <Scale {...props} /> : <Stepper {...props} />;
}
