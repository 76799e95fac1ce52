import type { Person } from '@echochat/activity-protocol/playground.ts';
import { Button } from 'react-aria-components/Button';
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components/Menu';
import { useLocation } from 'wouter';
import { Icon } from '../../../parts/icon.tsx';
import menuStyles from '../../../parts/menu.module.css';
import { Avatar } from '../../../people/avatar.tsx';
import { useWords } from '../../../words/use-words.ts';
import styles from './person-menu.module.css';

/** Who one is here, and how to be somebody else. */
export function PersonMenu({ me, onClear }: { me: Person; onClear: () => void }) {
  const { t } = useWords();
  const [, navigate] = useLocation();
  return (
    <MenuTrigger>
      <Button className={styles.person ?? ''} aria-label={t('person.menu', { name: me.displayName })}>
        <Avatar name={me.displayName} url={me.avatarUrl} size={32} />
        <span className={styles.name}>{me.displayName}</span>
        <Icon name="down" size={16} />
      </Button>
      <Popover className={menuStyles.popover ?? ''} placement="bottom end">
        <Menu className={menuStyles.menu ?? ''}>
          <MenuItem className={menuStyles.item ?? ''} onAction={() => navigate('/playground')}>
            {t('person.switch')}
          </MenuItem>
          <MenuItem className={menuStyles.item ?? ''} onAction={onClear}>
            {t('person.clear')}
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
