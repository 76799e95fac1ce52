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
import { useOwn } from '../own/own.ts';
import { OwnFrame } from '../own/own-frame.tsx';
import { OwnPage } from '../own/own-page.tsx';
import styles from '../room/no-way-in.module.css';
import { anyPass } from '../room/passes.ts';
import { RoomsFrame } from './rooms-frame.tsx';
import { RoomsList } from './rooms-list.tsx';

/** The rooms of who came in by a link once in this tab, to pages of their own or to a room; for others, how one comes in. */
export function RoomsPage() {
  return (
    <OwnPage nobody={<RoomsOfGuest />}>
      <OwnRooms />
    </OwnPage>
  );
}

function OwnRooms() {
  const { api } = useOwn();
  const enter = useEnter(api);
  return (
    <OwnFrame page="rooms">
      <RoomsList api={api} onEnter={enter} />
    </OwnFrame>
  );
}

function useEnter(api: Api) {
  const [, go] = useLocation();
  return async (roomId: number, evenSo = false): Promise<void> => {
    const { path } = await api.rooms.openDoor.mutate({ roomId, evenSo });
    go(path);
  };
}

/** For who came in by a room. */
function RoomsOfGuest() {
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
  return <Entered api={api} />;
}

function Entered({ api }: { api: Api }) {
  return <RoomsFrame api={api} onEnter={useEnter(api)} />;
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
