import { SelectMenu } from '../parts/select-menu.tsx';
import { ChoiceChips, type ChoiceProps } from './choice-chips.tsx';
import styles from './choice-field.module.css';

/** Up to this many single choices are all in sight; more are a menu. */
const IN_SIGHT = 6;

export function ChoiceField(props: ChoiceProps) {
  const { field, value, isInvalid, describedBy, onChange } = props;
  if (field.multiple || field.choices.length <= IN_SIGHT) return <ChoiceChips {...props} />;
  return (
    <div className={styles.menu}>
      <SelectMenu
        label={field.label}
        choices={field.choices}
        value={value === '' ? null : value}
        isInvalid={isInvalid}
        describedBy={describedBy}
        onChange={onChange}
      />
    </div>
  );
}
