import type { Select as SelectOf } from '@echochat/activity-protocol/playground.ts';
import { SelectMenu } from '../parts/select-menu.tsx';
import type { Press } from './press.ts';

type CardSelectProps = { select: SelectOf; isPending: boolean; onPress: (press: Press) => void };

/** A card's menu: choosing presses it, and it stands ready for another choice. */
export function CardSelect({ select, isPending, onPress }: CardSelectProps) {
  const choose = (value: string) => {
    const choice = select.choices.find((candidate) => candidate.value === value);
    onPress({ id: select.id, label: choice?.label ?? select.label, values: { [select.option]: value } });
  };
  return (
    <SelectMenu
      label={select.label}
      isLabelInside
      choices={select.choices}
      value={null}
      isPending={isPending}
      onChange={choose}
    />
  );
}
