import { lazy, Suspense, useRef, useState } from 'react';
import { Icon } from '../parts/icon.tsx';
import type { Api } from '../server/api.ts';
import { useWords } from '../words/use-words.ts';
import styles from './say-no.module.css';

// Seldom needed: what it takes comes when it is.
const SayNoMenu = lazy(async () => ({ default: (await import('./say-no-menu.tsx')).SayNoMenu }));
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
  const trigger = useRef<HTMLButtonElement>(null);
  const [shown, setShown] = useState<'menu' | 'block' | 'report' | null>(null);
  const close = () => setShown(null);
  return (
    <>
      <button
        ref={trigger}
        type="button"
        className={styles.trigger}
        aria-label={t('no.menu', { name: props.person.displayName })}
        aria-haspopup="menu"
        aria-expanded={shown === 'menu'}
        onClick={() => setShown('menu')}
      >
        <Icon name="flag" size={16} />
      </button>
      <Suspense>
        {shown === 'menu' ? (
          <SayNoMenu
            trigger={trigger}
            onChoose={setShown}
            // A choice has closed the menu before this is said.
            onClose={() => setShown((now) => (now === 'menu' ? null : now))}
          />
        ) : null}
        {shown === 'block' ? <BlockSheet {...props} onClose={close} /> : null}
        {shown === 'report' ? <ReportSheet {...props} onClose={close} /> : null}
      </Suspense>
    </>
  );
}
