import { lazy, Suspense, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components/Menu';
import { Icon } from '../parts/icon.tsx';
import menuStyles from '../parts/menu.module.css';
import type { Api } from '../server/api.ts';
import { useWords } from '../words/use-words.ts';
import styles from './say-no.module.css';

// Seldom needed: what it takes comes when it is.
const BlockSheet = lazy(async () => ({ default: (await import('./block-sheet.tsx')).BlockSheet }));
const ReportSheet = lazy(async () => ({ default: (await import('./report-sheet.tsx')).ReportSheet }));

/** Where somebody is seen, for a report to say it. */
export type SeenIn = { kind: 'room'; roomId: number } | { kind: 'session'; sessionId: number };

export interface SayNoProps {
  person: { userId: number; displayName: string };
  about: SeenIn;
  /** The procedures as the person themselves. */
  open: () => Api;
  onBlocked?: () => void;
}

/** The small menu beside somebody's name: to block or report them. */
export function SayNo(props: SayNoProps) {
  const { t } = useWords();
  const [asked, setAsked] = useState<'block' | 'report' | null>(null);
  const close = () => setAsked(null);
  const { displayName: name } = props.person;
  return (
    <>
      <MenuTrigger>
        <Button className={styles.trigger ?? ''} aria-label={t('no.menu', { name })}>
          <Icon name="flag" size={16} />
        </Button>
        <Popover className={menuStyles.popover ?? ''} placement="bottom end">
          <Menu className={menuStyles.menu ?? ''} onAction={(key) => setAsked(key === 'block' ? 'block' : 'report')}>
            <MenuItem id="report" className={menuStyles.item ?? ''}>
              {t('no.report')}
            </MenuItem>
            <MenuItem id="block" className={`${menuStyles.item} ${menuStyles.danger}`}>
              {t('no.block')}
            </MenuItem>
          </Menu>
        </Popover>
      </MenuTrigger>
      <Suspense>
        {asked === 'block' ? <BlockSheet {...props} onClose={close} /> : null}
        {asked === 'report' ? <ReportSheet {...props} onClose={close} /> : null}
      </Suspense>
    </>
  );
}
