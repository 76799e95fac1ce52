import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { LanguageSwitch, ThemeSwitch } from '../../parts/switches.tsx';
import { useTitle } from '../../parts/use-title.ts';
import { Sign } from '../../sign.tsx';
import { browserZone, cityOf } from '../../time/zone.ts';
import { useWords } from '../../words/use-words.ts';
import { useOwn } from './own.ts';
import styles from './own-frame.module.css';
import { useHead } from './use-head.ts';

/** Where the focus goes when what had it is gone. */
export const ownTitle = 'own-title';

type OwnFrameProps = { page: 'sessions' | 'inbox' | 'rooms'; action?: ReactNode; children: ReactNode };

/** What stands around each of a person's own pages: where one is, the way to the others, and in which zone hours are. */
export function OwnFrame({ page, action, children }: OwnFrameProps) {
  const { t } = useWords();
  const count = useHead()?.unread ?? 0;
  useTitle(`${count > 0 ? `(${count}) ` : ''}${t(`own.${page}`)} · EchoChat`);
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <Sign size={32} />
        <nav aria-label={t('own.pages')}>
          <Link href="/sessions" aria-current={page === 'sessions' ? 'page' : undefined}>
            {t('own.sessions')}
          </Link>
          <Link href="/inbox" aria-current={page === 'inbox' ? 'page' : undefined}>
            {t('own.inbox')}
            {count > 0 ? (
              <span className={styles.count}>
                {count}
                <span className="unseen"> {t('own.unread')}</span>
              </span>
            ) : null}
          </Link>
          <Link href="/rooms" aria-current={page === 'rooms' ? 'page' : undefined}>
            {t('own.rooms')}
          </Link>
        </nav>
        <span className={styles.switches}>
          <ThemeSwitch />
          <LanguageSwitch />
        </span>
      </header>
      <main className={styles.main}>
        <div className={styles.top}>
          <div>
            <h1 id={ownTitle} tabIndex={-1}>
              {t(`own.${page}`)}
            </h1>
            {page === 'rooms' ? null : <ZoneLine />}
          </div>
          {action}
        </div>
        {children}
      </main>
    </div>
  );
}

/** Whose hours these are. Who is somewhere else than they said may have those of there. */
function ZoneLine() {
  const { t } = useWords();
  const { you, zone, chooseZone } = useOwn();
  const here = browserZone();
  const other = zone === here ? you.timezone : here;
  return (
    <p className={styles.zone}>
      {t('own.zone', { city: cityOf(zone) })}
      {other !== null && other !== zone ? (
        <button type="button" onClick={() => chooseZone(other)}>
          {t('own.zone-other', { city: cityOf(other) })}
        </button>
      ) : null}
    </p>
  );
}
