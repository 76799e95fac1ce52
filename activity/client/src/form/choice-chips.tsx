import type { FormField } from '@echochat/activity-protocol/playground.ts';
import { Icon } from '../parts/icon.tsx';
import { toggleChoice } from './check-values.ts';
import styles from './choice-field.module.css';
import type { FieldProps } from './field-view.tsx';

export type ChoiceProps = FieldProps<Extract<FormField, { kind: 'choice' }>>;

/** Chips: one may be on, or several. Native radio buttons and boxes, dressed. */
export function ChoiceChips({ id, field, value, isInvalid, describedBy, onChange }: ChoiceProps) {
  const order = field.choices.map((choice) => choice.value);
  const chosen = field.multiple ? value.split(',') : [value];
  return (
    <fieldset
      className={styles.chips}
      role={field.multiple ? undefined : 'radiogroup'}
      aria-labelledby={`${id}-label`}
      aria-describedby={describedBy}
      aria-invalid={field.multiple ? undefined : isInvalid}
    >
      {field.choices.map((choice, place) => (
        <label key={choice.value} className={styles.chip}>
          <input
            type={field.multiple ? 'checkbox' : 'radio'}
            className="unseen"
            id={place === 0 ? id : undefined}
            name={id}
            checked={chosen.includes(choice.value)}
            onChange={() => onChange(field.multiple ? toggleChoice(value, choice.value, order) : choice.value)}
          />
          <Icon name="check" size={16} />
          {choice.label}
        </label>
      ))}
    </fieldset>
  );
}
