import { useLocation } from 'wouter';
import { ButtonLink } from '../../parts/button-link.tsx';
import { useTitle } from '../../parts/use-title.ts';
import type { Api } from '../../server/api.ts';
import { Sign } from '../../sign.tsx';
import { useWords } from '../../words/use-words.ts';
import { usePlayground } from '../landing/use-playground.ts';
import { useOwn } from '../own/own.ts';
import { OwnFrame } from '../own/own-frame.tsx';
import { OwnPage } from '../own/own-page.tsx';
import styles from '../room/no-way-in.module.css';
import { roomsOfTab } from '../room/passes.ts';
import { RoomsList } from './rooms-list.tsx';

/** Of more rooms than these the way back is in the chat. */
const mostShown = 3;

/** The rooms of who came in by a link to pages of their own in this tab; for others, how one comes in. */
export function RoomsPage() {
  return (
    <OwnPage nobody={<HowToComeIn />}>
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

/** Every way begins in a chat, which knows who one is. A link to a room leads into that room alone, and back to it. */
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
      {roomsOfTab()
        .slice(0, mostShown)
        .map((roomId) => (
          <ButtonLink key={roomId} href={`/rooms/${roomId}`}>
            {t('rooms.back', { id: roomId })}
          </ButtonLink>
        ))}
      {hasPlayground ? <ButtonLink href="/playground">{t('landing.try')}</ButtonLink> : null}
    </main>
  );
}
