import { useEffect, useState } from 'react';
import { DiscordFrame } from '../../discord/frame.ts';
import { Button } from '../../parts/button.tsx';
import { useTitle } from '../../parts/use-title.ts';
import { Waiting } from '../../parts/waiting.tsx';
import { openApi, refusalOf } from '../../server/api.ts';
import type { ActivityEntry } from '../../server/rooms.ts';
import { Sign } from '../../sign.tsx';
import { useWords } from '../../words/use-words.ts';
import styles from '../room/no-way-in.module.css';
import { refusalKey } from '../room/refusals.ts';
import { RoomSession } from '../room/room-session.tsx';
import { RoomsFrame } from '../rooms/rooms-frame.tsx';

/** Discord is asked once, however often React looks. */
let opening: Promise<DiscordFrame> | null = null;
const openFrame = (): Promise<DiscordFrame> => {
  opening ??= DiscordFrame.open().catch((error: unknown) => {
    opening = null;
    throw error;
  });
  return opening;
};

/** EchoChat inside Discord: the room that the Activity is for, or a choice of rooms. */
export function ActivityPage() {
  const { t } = useWords();
  const [entry, setEntry] = useState<ActivityEntry | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isChoosing, setChoosing] = useState(false);
  useTitle('EchoChat');

  const signIn = async (roomId?: number) => {
    setRefusal(null);
    try {
      const frame = await openFrame();
      setEntry(await frame.signIn(roomId));
      setChoosing(false);
    } catch (error) {
      setRefusal(refusalOf(error));
    }
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the Activity opens
  useEffect(() => {
    void signIn();
    let close = () => {};
    openFrame().then(
      (frame) => {
        close = frame.openLinksOutside();
      },
      () => {},
    );
    return () => close();
  }, []);

  if (refusal !== null)
    return (
      <main className={styles.outside}>
        <Sign size={72} />
        <h1>{t(`${refusalKey(refusal)}.title`)}</h1>
        <p>{t(`${refusalKey(refusal)}.text`)}</p>
        <Button look="primary" onClick={() => void signIn()}>
          {t('again')}
        </Button>
      </main>
    );
  if (entry === null) return <Waiting />;
  if (entry.room === null || isChoosing)
    return <RoomsFrame api={openApi(entry.token)} onEnter={(roomId) => signIn(roomId)} />;
  const { room } = entry;
  return (
    <RoomSession
      key={room.entry.pass}
      roomId={room.roomId}
      enter={async () => room.entry}
      onLeave={() => setChoosing(true)}
    />
  );
}
