import { useId } from 'react';
import { ChoiceChips } from '../form/choice-chips.tsx';
import styles from '../form/field.module.css';
import { useWords } from '../words/use-words.ts';

type ChooseSeveralProps = {
  label: string;
  choices: readonly { value: string; label: string }[];
  values: readonly string[];
  onChange: (values: string[]) => void;
};

/** Any of a few, all in sight; none is fine too. */
export function ChooseSeveral({ label, choices, values, onChange }: ChooseSeveralProps) {
  const { t } = useWords();
  const id = useId();
  const kind = 'choice' as const;
  const field = { kind, name: id, label, required: false, multiple: true, choices: [...choices] };
  return (
    <div className={styles.field}>
      <span className={styles.label} id={`${id}-label`}>
        {label}
        <span className={styles.mark}>{t('form.mark-optional')}</span>
      </span>
      <ChoiceChips
        id={id}
        field={field}
        value={values.join(',')}
        isInvalid={false}
        describedBy={undefined}
        isFirst={false}
        onChange={(chosen) => onChange(chosen.split(',').filter((value) => value !== ''))}
      />
    </div>
  );
}
