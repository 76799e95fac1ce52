import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { ButtonLink } from '../../parts/button-link.tsx';
import { useTitle } from '../../parts/use-title.ts';
import { Waiting } from '../../parts/waiting.tsx';
import { type Api, openApi } from '../../server/api.ts';
import { renewPass } from '../../server/rooms.ts';
import { Sign } from '../../sign.tsx';
import { useWords } from '../../words/use-words.ts';
import { usePlayground } from '../landing/use-playground.ts';
import styles from '../room/no-way-in.module.css';
import { anyPass } from '../room/passes.ts';
import { RoomsList } from './rooms-list.tsx';

/** The rooms of who came in by a room once in this tab; for others, how one comes in. */
export function RoomsPage() {
  const [, go] = useLocation();
  const [api, setApi] = useState<Api | 'asking' | null>(anyPass() === null ? null : 'asking');
  useEffect(() => {
    const pass = anyPass();
    if (pass === null) return;
    renewPass(pass).then(
      ({ token }) => setApi(openApi(token)),
      () => setApi(null),
    );
  }, []);
  if (api === 'asking') return <Waiting />;
  if (api === null) return <HowToComeIn />;
  return (
    <RoomsList
      api={api}
      onEnter={async (roomId) => {
        const { path } = await api.rooms.openDoor.mutate({ roomId });
        go(path);
      }}
    />
  );
}

/** Every way begins in a chat, which knows who one is. */
function HowToComeIn() {
  const { t } = useWords();
  const hasPlayground = usePlayground();
  useTitle(`${t('rooms.title')} · EchoChat`);
  return (
    <main className={styles.outside}>
      <Sign size={72} />
      <h1>{t('rooms.title')}</h1>
      <p>{t('rooms.text')}</p>
      <ol className={styles.steps}>
        <li>
          <code>/room create</code> {t('rooms.create')}
        </li>
        <li>
          <code>/room list</code> {t('rooms.list')}
        </li>
        <li>
          <code>/room mine</code> {t('rooms.mine')}
        </li>
      </ol>
      {hasPlayground ? <ButtonLink href="/playground">{t('landing.try')}</ButtonLink> : null}
    </main>
  );
}
