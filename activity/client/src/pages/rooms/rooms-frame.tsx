import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { LanguageSwitch, ThemeSwitch } from '../../parts/switches.tsx';
import { useTitle } from '../../parts/use-title.ts';
import { Sign } from '../../sign.tsx';
import { useWords } from '../../words/use-words.ts';
import styles from './rooms-frame.module.css';
import { RoomsList, type RoomsListProps } from './rooms-list.tsx';

/** The rooms as a page of their own, for who came in by a room. */
export function RoomsFrame(props: RoomsListProps) {
  const { t } = useWords();
  const [client] = useState(() => new QueryClient({ defaultOptions: { queries: { retry: 1 } } }));
  useTitle(`${t('rooms.title')} · EchoChat`);
  return (
    <QueryClientProvider client={client}>
      <div className={styles.page}>
        <header className={styles.head}>
          <Sign size={32} />
          <h1>{t('rooms.title')}</h1>
          <span className={styles.switches}>
            <ThemeSwitch />
            <LanguageSwitch />
          </span>
        </header>
        <main className={styles.main}>
          <RoomsList {...props} />
        </main>
      </div>
    </QueryClientProvider>
  );
}
