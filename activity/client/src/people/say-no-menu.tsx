import type { RefObject } from 'react';
import { Menu, MenuItem, Popover } from 'react-aria-components/Menu';
import menuStyles from '../parts/menu.module.css';
import { useWords } from '../words/use-words.ts';

type SayNoMenuProps = {
  trigger: RefObject<HTMLButtonElement | null>;
  onChoose: (what: 'block' | 'report') => void;
  onClose: () => void;
};

/** Opens at once where it is rendered. */
export function SayNoMenu({ trigger, onChoose, onClose }: SayNoMenuProps) {
  const { t } = useWords();
  return (
    <Popover
      triggerRef={trigger}
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      className={menuStyles.popover ?? ''}
      placement="bottom end"
    >
      <Menu
        className={menuStyles.menu ?? ''}
        aria-label={trigger.current?.ariaLabel ?? ''}
        autoFocus="first"
        onAction={(key) => onChoose(key === 'block' ? 'block' : 'report')}
        onClose={onClose}
      >
        <MenuItem id="report" className={menuStyles.item ?? ''}>
          {t('no.report')}
        </MenuItem>
        <MenuItem id="block" className={`${menuStyles.item} ${menuStyles.danger}`}>
          {t('no.block')}
        </MenuItem>
      </Menu>
    </Popover>
  );
}
