import { useId } from 'react';
import { ChoiceChips } from '../form/choice-chips.tsx';
import styles from '../form/field.module.css';

type ChooseProps<T extends string> = {
  label: string;
  choices: readonly { value: T; label: string }[];
  value: T;
  onChange: (value: T) => void;
};

/** One of a few, all in sight. */
export function Choose<T extends string>({ label, choices, value, onChange }: ChooseProps<T>) {
  const id = useId();
  const kind = 'choice' as const;
  const field = { kind, name: id, label, required: true, multiple: false, choices: [...choices] };
  return (
    <div className={styles.field}>
      <span className={styles.label} id={`${id}-label`}>
        {label}
      </span>
      <ChoiceChips
        id={id}
        field={field}
        value={value}
        isInvalid={false}
        describedBy={undefined}
        isFirst={false}
        onChange={(chosen) => {
          const choice = choices.find((one) => one.value === chosen);
          if (choice) onChange(choice.value);
        }}
      />
    </div>
  );
}
