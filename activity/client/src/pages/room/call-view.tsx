import { useEffect, useState, useSyncExternalStore } from 'react';
import { Button, IconButton } from '../../parts/button.tsx';
import { Icon } from '../../parts/icon.tsx';
import type { Call, CallState } from '../../room/call.ts';
import type { RoomState } from '../../room/room-state.ts';
import { useWords } from '../../words/use-words.ts';
import styles from './call-view.module.css';

/** Speaking with the others: coming in, the microphone, the camera, which of them, and leaving. */
export function CallControls({ call, room }: { call: Call; room: RoomState }) {
  const { t } = useWords();
  const state = useSyncExternalStore(call.subscribe, call.state);
  const [isChoosing, setChoosing] = useState(false);
  if (state.status !== 'in') {
    const others = room.callers.length;
    return (
      <Button
        look={others > 0 ? 'primary' : 'secondary'}
        className={styles.join ?? ''}
        isPending={state.status === 'asking'}
        aria-label={t('room.call.join')}
        title={t('room.call.join')}
        onClick={() => void call.join()}
      >
        <Icon name="mic" />
        {others > 0 ? (
          t('room.call.others', { count: others })
        ) : (
          <span className={styles.word}>{t('room.call.word')}</span>
        )}
      </Button>
    );
  }
  return (
    <fieldset className={styles.controls} aria-label={t('room.call')}>
      <IconButton
        label={t(state.isMuted ? 'room.call.unmute' : 'room.call.mute')}
        aria-pressed={!state.isMuted}
        className={state.isMuted ? '' : styles.on}
        onClick={() => call.mute(!state.isMuted)}
      >
        <Icon name={state.isMuted ? 'mic-off' : 'mic'} />
      </IconButton>
      <IconButton
        label={t(state.camera ? 'room.call.camera-off' : 'room.call.camera-on')}
        aria-pressed={state.camera !== null}
        className={state.camera ? styles.on : ''}
        onClick={() => void call.turnCamera(state.camera === null)}
      >
        <Icon name="camera" />
      </IconButton>
      <IconButton label={t('room.call.devices')} aria-expanded={isChoosing} onClick={() => setChoosing(!isChoosing)}>
        <Icon name="more" />
      </IconButton>
      <IconButton label={t('room.call.leave')} className={styles.hangUp} onClick={() => call.leave()}>
        <Icon name="hang-up" />
      </IconButton>
      {isChoosing ? <Devices call={call} state={state} /> : null}
    </fieldset>
  );
}

function Devices({ call, state }: { call: Call; state: CallState }) {
  const { t } = useWords();
  const lists = [
    { kind: 'audio', label: t('room.call.microphone'), devices: state.microphones },
    { kind: 'video', label: t('room.call.camera'), devices: state.cameras },
  ] as const;
  return (
    <div className={styles.devices}>
      {lists.map(({ kind, label, devices }) => (
        <label key={kind}>
          {label}
          <select onChange={(event) => void call.choose(kind, event.target.value)} disabled={devices.length === 0}>
            {devices.length === 0 ? <option>{t('room.call.none')}</option> : null}
            {devices.map((device) => (
              <option key={device.deviceId} value={device.deviceId}>
                {device.label || label}
              </option>
            ))}
          </select>
        </label>
      ))}
    </div>
  );
}

/** What is heard and seen of the others; and why oneself is not heard. */
export function CallStage({ call, room }: { call: Call; room: RoomState }) {
  const { t } = useWords();
  const state = useSyncExternalStore(call.subscribe, call.state);
  const nameOf = (userId: number) => room.participants.find((one) => one.userId === userId)?.displayName ?? '';
  const seen = room.callers.filter(
    ({ session, hasCamera }) => hasCamera && (session === room.session ? state.camera : state.others.has(session)),
  );
  return (
    <>
      {[...state.others].map(([session, stream]) => (
        <Media key={session} stream={stream} isHeard />
      ))}
      {seen.length > 0 ? (
        <ul className={styles.pictures} aria-label={t('room.call.pictures')}>
          {seen.map(({ session, userId }) => {
            const isOwn = session === room.session;
            const stream = isOwn ? state.camera : (state.others.get(session) ?? null);
            return (
              <li key={session} className={state.speaking.has(session) ? styles.speaking : ''}>
                {stream ? <Media stream={stream} isMirrored={isOwn} /> : null}
                <span>{isOwn ? t('room.you') : nameOf(userId)}</span>
              </li>
            );
          })}
        </ul>
      ) : null}
      {state.problem ? (
        <div className={styles.problem} role="alert">
          <p>{t(`room.call.problem.${state.problem}`)}</p>
          <div>
            {state.status === 'out' && state.problem !== 'full' ? (
              <Button onClick={() => void call.join({ isListening: true })}>{t('room.call.listen')}</Button>
            ) : null}
            <Button look="quiet" onClick={() => call.readProblem()}>
              {t('room.call.understood')}
            </Button>
          </div>
        </div>
      ) : null}
    </>
  );
}

type MediaProps = { stream: MediaStream; isHeard?: boolean; isMirrored?: boolean };

/** A stream, heard or seen: sound goes by an element of its own, so that a picture may come and go. */
function Media({ stream, isHeard = false, isMirrored = false }: MediaProps) {
  const [element, setElement] = useState<HTMLMediaElement | null>(null);
  useEffect(() => {
    if (element === null) return;
    element.srcObject = stream;
    // Refused only before the person has pressed anything, which is how one comes into the call.
    element.play().catch(() => {});
  }, [element, stream]);
  if (isHeard)
    // biome-ignore lint/a11y/useMediaCaption: what people say right now has no captions
    return <audio ref={setElement} data-testid="voice" />;
  return <video ref={setElement} muted playsInline className={isMirrored ? styles.mirrored : ''} />;
}
