import { lazy, Suspense, useEffect, useState, useSyncExternalStore } from 'react';
import { isInDiscord } from '../../discord/in-discord.ts';
import { Button, IconButton } from '../../parts/button.tsx';
import { Icon } from '../../parts/icon.tsx';
import { LanguageSwitch, ThemeSwitch } from '../../parts/switches.tsx';
import { useTitle } from '../../parts/use-title.ts';
import { Waiting } from '../../parts/waiting.tsx';
import type { Call } from '../../room/call.ts';
import type { RoomConnection } from '../../room/connection.ts';
import type { NotesSession } from '../../room/notes-session.ts';
import { Sign } from '../../sign.tsx';
import { useWords } from '../../words/use-words.ts';
import { BoardHistory } from './board-history.tsx';
import { CallControls, CallStage } from './call-view.tsx';
import { ChatPanel } from './chat-panel.tsx';
import { NoWayIn } from './no-way-in.tsx';
import { News, Notice } from './notice.tsx';
import { PageTabs } from './page-tabs.tsx';
import { PeoplePanel } from './people-panel.tsx';
import { PeopleStrip } from './people-strip.tsx';
import { RemovedNotice } from './removed-notice.tsx';
import styles from './room-view.module.css';
import { SharedPanel } from './shared-panel.tsx';
import { TimerView } from './timer-view.tsx';

const BoardView = lazy(async () => {
  // Fonts come from us; read when the board first draws text.
  Object.assign(window, { EXCALIDRAW_ASSET_PATH: '/excalidraw/' });
  return { default: (await import('./board-view.tsx')).BoardView };
});

type Panel = 'chat' | 'people' | 'shared' | 'notes' | 'shapes' | null;

const ShapesPanel = lazy(async () => ({ default: (await import('./shapes-panel.tsx')).ShapesPanel }));
const NotesPanel = lazy(async () => ({ default: (await import('./notes-panel.tsx')).NotesPanel }));

type RoomViewProps = { connection: RoomConnection; call: Call; onLeave: () => void };

/** The room: the board is the hero, everything else can fold away. */
export function RoomView({ connection, call, onLeave }: RoomViewProps) {
  const { t } = useWords();
  const room = useSyncExternalStore(connection.subscribe, connection.state);
  const [panel, setPanel] = useState<Panel>(null);
  const [turnedTo, setTurnedTo] = useState<number | null>(null);
  const [notes, setNotes] = useState<NotesSession | null>(null);
  const [readUpTo, setReadUpTo] = useState<number | null>(null);
  const isIn = room.document !== null;
  const lastLine = room.chat.at(-1)?.id ?? 0;
  useTitle(room.title === '' ? 'EchoChat' : `${room.title} · EchoChat`);
  // Who adds a page goes to it.
  useEffect(() => {
    if (room.added !== null) setTurnedTo(room.added);
  }, [room.added]);
  // What was said before one came is not news.
  useEffect(() => {
    if (panel === 'chat' || (readUpTo === null && isIn)) setReadUpTo(lastLine);
  }, [panel, lastLine, readUpTo, isIn]);

  if (room.status === 'ended' || room.status === 'refused')
    return <NoWayIn code={room.refusal ?? 'ended'} onLeave={onLeave} onEvenSo={() => connection.enterEvenSo()} />;
  const board = room.boards.find(({ id }) => id === turnedTo) ?? room.boards[0];
  if (board === undefined || room.document === null) return <Waiting />;

  const unread = room.chat.filter(({ id, authorId }) => id > (readUpTo ?? lastLine) && authorId !== room.you).length;
  const isRaised = room.document.hands.includes(room.you);
  const open = room.document.polls.filter(({ isClosed, votes }) => !isClosed && votes[room.you] === undefined).length;
  const isLeading = room.participants.some(({ userId, role }) => userId === room.you && role !== 'participant');
  const fullness = room.fullness.get(board.id);
  /** Kept for as long as the page is in the room: what was typed last may not be said yet. */
  const openNotes = async () => {
    if (notes === null) {
      const { NotesSession } = await import('../../room/notes-session.ts');
      setNotes((known) => known ?? new NotesSession(connection));
    }
    setPanel(panel === 'notes' ? null : 'notes');
  };
  const toggle = (which: Exclude<Panel, null>) => setPanel(panel === which ? null : which);
  return (
    <div className={styles.room}>
      <header className={styles.bar}>
        <Sign size={26} />
        <h1 className={styles.title}>{room.title}</h1>
        <TimerView room={room} connection={connection} />
        <PeopleStrip room={room} call={call} />
        <div className={styles.tools}>
          {isInDiscord ? null : <CallControls call={call} room={room} />}
          <IconButton
            label={t(isRaised ? 'room.hand.lower' : 'room.hand.raise')}
            aria-pressed={isRaised}
            className={isRaised ? styles.on : ''}
            onClick={() => connection.act({ do: 'hand', up: !isRaised })}
          >
            <Icon name="hand" />
          </IconButton>
          <IconButton
            label={t('room.people')}
            aria-expanded={panel === 'people'}
            className={panel === 'people' ? styles.on : ''}
            onClick={() => toggle('people')}
          >
            <Icon name="people" />
          </IconButton>
          <IconButton
            label={t('room.notes')}
            aria-expanded={panel === 'notes'}
            className={panel === 'notes' ? styles.on : ''}
            onClick={() => void openNotes()}
          >
            <Icon name="notes" />
          </IconButton>
          <IconButton
            label={open > 0 ? t('room.shared.open', { count: open }) : t('room.shared')}
            aria-expanded={panel === 'shared'}
            className={panel === 'shared' ? styles.on : ''}
            onClick={() => toggle('shared')}
          >
            <Icon name="poll" />
            {open > 0 ? <span className={styles.unread}>{open}</span> : null}
          </IconButton>
          <IconButton
            label={unread > 0 ? t('room.chat.unread', { count: unread }) : t('room.chat')}
            aria-expanded={panel === 'chat'}
            className={panel === 'chat' ? styles.on : ''}
            onClick={() => toggle('chat')}
          >
            <Icon name="chat" />
            {unread > 0 ? <span className={styles.unread}>{unread > 9 ? '9+' : unread}</span> : null}
          </IconButton>
          <span className={styles.switches}>
            <ThemeSwitch />
            <LanguageSwitch />
          </span>
          <Button
            className={styles.leave ?? ''}
            onClick={() => {
              connection.leave();
              onLeave();
            }}
          >
            {t('room.leave')}
          </Button>
        </div>
      </header>
      <main className={styles.stage}>
        <button type="button" className={styles.skip} onClick={() => setPanel('shapes')}>
          {t('room.shapes')}
        </button>
        <Suspense fallback={<Waiting />}>
          <BoardView
            key={board.id}
            connection={connection}
            boardId={board.id}
            room={room}
            onShapes={() => setPanel('shapes')}
          />
        </Suspense>
        {room.status === 'reconnecting' || room.status === 'connecting' ? (
          <p className={styles.banner} role="status">
            <Sign size={18} loading /> {t('room.reconnecting')}
          </p>
        ) : null}
        <PageTabs room={room} connection={connection} current={board.id} onTurn={setTurnedTo} />
        {isLeading ? <BoardHistory key={board.id} room={room} connection={connection} boardId={board.id} /> : null}
        {fullness === undefined ? null : (
          <p className={styles.full} role="status">
            {t('room.full', { percent: Math.min(100, Math.floor(fullness * 100)) })}
          </p>
        )}
        <CallStage call={call} room={room} />
        <Notice room={room} onRead={() => connection.readNotice()} />
        <RemovedNotice room={room} connection={connection} />
        {room.notice === null ? <News room={room} onRead={() => connection.readNews()} /> : null}
      </main>
      {panel === 'chat' ? <ChatPanel room={room} connection={connection} onClose={() => setPanel(null)} /> : null}
      {panel === 'shared' ? <SharedPanel room={room} connection={connection} onClose={() => setPanel(null)} /> : null}
      {panel === 'notes' && notes ? (
        <Suspense fallback={<Waiting />}>
          <NotesPanel room={room} connection={connection} session={notes} onClose={() => setPanel(null)} />
        </Suspense>
      ) : null}
      {panel === 'shapes' ? (
        <Suspense fallback={<Waiting />}>
          <ShapesPanel room={room} connection={connection} boardId={board.id} onClose={() => setPanel(null)} />
        </Suspense>
      ) : null}
      {panel === 'people' ? <PeoplePanel room={room} connection={connection} onClose={() => setPanel(null)} /> : null}
    </div>
  );
}
