import { useEffect, useState } from 'react';
import { Button, IconButton } from '../../parts/button.tsx';
import { Icon } from '../../parts/icon.tsx';
import { useDismiss } from '../../parts/use-dismiss.ts';
import type { RoomConnection } from '../../room/connection.ts';
import type { RoomState } from '../../room/room-state.ts';
import { useWords } from '../../words/use-words.ts';
import styles from './timer-view.module.css';

const choices = [
  { focusMinutes: 25, breakMinutes: 5 },
  { focusMinutes: 50, breakMinutes: 10 },
  { focusMinutes: 15, breakMinutes: 3 },
] as const;

interface Choice {
  focusMinutes: number;
  breakMinutes: number;
}

/** The shared focus timer. It counts by the server's clock, so that all see the same second. */
export function TimerView({ room, connection }: { room: RoomState; connection: RoomConnection }) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  const menu = useDismiss<HTMLDivElement>(isOpen, () => setOpen(false));
  const timer = room.document?.timer ?? null;
  const start = (choice: Choice) => {
    connection.act({ do: 'timer:start', ...choice });
    setOpen(false);
  };
  const left = useLeft(timer, room.clockOffset);
  return (
    <div className={styles.timer} ref={menu}>
      {timer === null ? (
        <IconButton label={t('room.timer')} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          <Icon name="timer" />
        </IconButton>
      ) : (
        <button
          type="button"
          className={`${styles.clock} ${styles[timer.phase]} ${timer.endsAt === null ? styles.paused : ''}`}
          aria-expanded={isOpen}
          aria-label={t(timer.phase === 'focus' ? 'room.timer.focus-left' : 'room.timer.break-left', {
            minutes: Math.ceil(left / 60_000),
          })}
          onClick={() => setOpen(!isOpen)}
        >
          <span className={styles.phase}>{t(timer.phase === 'focus' ? 'room.timer.focus' : 'room.timer.break')}</span>
          {clock(left)}
        </button>
      )}
      {isOpen ? (
        <div className={styles.menu}>
          {timer === null ? (
            <>
              {choices.map((choice) => (
                <Button key={choice.focusMinutes} onClick={() => start(choice)}>
                  {t('room.timer.start', { focus: choice.focusMinutes, rest: choice.breakMinutes })}
                </Button>
              ))}
              <OwnChoice onStart={start} />
            </>
          ) : (
            <>
              <Button onClick={() => connection.act({ do: timer.endsAt === null ? 'timer:resume' : 'timer:pause' })}>
                {t(timer.endsAt === null ? 'room.timer.resume' : 'room.timer.pause')}
              </Button>
              <Button
                look="danger"
                onClick={() => {
                  connection.act({ do: 'timer:stop' });
                  setOpen(false);
                }}
              >
                {t('room.timer.stop')}
              </Button>
            </>
          )}
          {room.hasVoiceChannel ? <Chimes room={room} connection={connection} /> : null}
        </div>
      ) : null}
    </div>
  );
}

/** RD-4: whether the voice channel hears the timer. */
function Chimes({ room, connection }: { room: RoomState; connection: RoomConnection }) {
  const { t } = useWords();
  const isOn = room.document?.chimes === true;
  return (
    <label className={styles.chimes}>
      <input type="checkbox" checked={isOn} onChange={() => connection.act({ do: 'chimes', on: !isOn })} />
      {t('room.timer.chimes')}
    </label>
  );
}

/** Any minutes, as the browser checks them. */
function OwnChoice({ onStart }: { onStart: (choice: Choice) => void }) {
  const { t } = useWords();
  return (
    <form
      className={styles.own}
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        onStart({ focusMinutes: Number(form.get('focus')), breakMinutes: Number(form.get('rest')) });
      }}
    >
      <label>
        {t('room.timer.own-focus')}
        <input name="focus" type="number" required min={1} max={180} defaultValue={40} />
      </label>
      <label>
        {t('room.timer.own-break')}
        <input name="rest" type="number" required min={1} max={60} defaultValue={10} />
      </label>
      <Button type="submit">{t('room.timer.own-start')}</Button>
    </form>
  );
}

/** "24:59". */
function clock(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1_000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** Milliseconds that are left, again with each second that passes. */
function useLeft(timer: NonNullable<RoomState['document']>['timer'], offset: number): number {
  const now = () => Date.now() + offset;
  const [, tick] = useState(0);
  const isRunning = timer !== null && timer.endsAt !== null;
  useEffect(() => {
    if (!isRunning) return;
    const interval = setInterval(() => tick((count) => count + 1), 500);
    return () => clearInterval(interval);
  }, [isRunning]);
  if (timer === null) return 0;
  return timer.endsAt === null ? timer.leftMs : timer.endsAt - now();
}
