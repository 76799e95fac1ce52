import type { Action } from '@echochat/activity-protocol/playground.ts';
import { Button } from 'react-aria-components/Button';
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components/Menu';
import { Icon } from '../parts/icon.tsx';
import menuStyles from '../parts/menu.module.css';
import { Sign } from '../sign.tsx';
import { useWords } from '../words/use-words.ts';
import type { Press } from './press.ts';

type MoreMenuProps = { actions: readonly Action[]; isPending: boolean; onPress: (press: Press) => void };

/** The actions for which a card has no room. */
export function MoreMenu({ actions, isPending, onPress }: MoreMenuProps) {
  const { t } = useWords();
  const press = (id: string) => {
    const action = actions.find((candidate) => candidate.id === id);
    if (action !== undefined) onPress({ id, label: action.label });
  };
  return (
    <MenuTrigger>
      <Button className={menuStyles.trigger ?? ''}>
        {isPending ? <Sign size={16} loading /> : <Icon name="more" size={18} />}
        {t('card.more')}
      </Button>
      <Popover className={menuStyles.popover ?? ''} placement="bottom start">
        <Menu className={menuStyles.menu ?? ''} onAction={(key) => press(String(key))}>
          {actions.map((action) => (
            <MenuItem
              key={action.id}
              id={action.id}
              className={`${menuStyles.item} ${action.style === 'danger' ? menuStyles.danger : ''}`}
            >
              {action.label}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
