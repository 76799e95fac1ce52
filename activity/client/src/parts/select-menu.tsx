import { Button, ListBox, ListBoxItem, Popover, Select, SelectValue, Text } from 'react-aria-components/Select';
import { Sign } from '../sign.tsx';
import { useWords } from '../words/use-words.ts';
import { Icon } from './icon.tsx';
import menuStyles from './menu.module.css';

export type Choice = { value: string; label: string; description?: string | undefined };

type SelectMenuProps = {
  /** What is chosen here; shown inside while nothing is, or only spoken, where a visible label stands outside. */
  label: string;
  isLabelInside?: boolean;
  choices: readonly Choice[];
  value: string | null;
  isPending?: boolean;
  isInvalid?: boolean;
  describedBy?: string | undefined;
  onChange: (value: string) => void;
};

/** A menu of choices, each with an optional line that explains it. */
export function SelectMenu(props: SelectMenuProps) {
  const {
    label,
    isLabelInside = false,
    choices,
    value,
    isPending = false,
    isInvalid = false,
    describedBy,
    onChange,
  } = props;
  const { t } = useWords();
  return (
    <Select
      aria-label={label}
      value={value}
      placeholder={isLabelInside ? label : t('form.choose')}
      isInvalid={isInvalid}
      onChange={(key) => (key === null ? undefined : onChange(String(key)))}
    >
      <Button
        className={`${menuStyles.trigger} ${menuStyles.select}`}
        {...(describedBy === undefined ? {} : { 'aria-describedby': describedBy })}
      >
        {isPending ? <Sign size={16} loading /> : null}
        <SelectValue className={menuStyles.value ?? ''} />
        <Icon name="down" size={16} />
      </Button>
      <Popover className={menuStyles.popover ?? ''}>
        <ListBox className={menuStyles.menu ?? ''}>
          {choices.map((choice) => (
            <ListBoxItem
              key={choice.value}
              id={choice.value}
              textValue={choice.label}
              className={menuStyles.item ?? ''}
            >
              <Text slot="label">{choice.label}</Text>
              {choice.description === undefined ? null : (
                <Text slot="description" className={menuStyles.description ?? ''}>
                  {choice.description}
                </Text>
              )}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}
