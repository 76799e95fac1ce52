import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../parts/button.tsx';
import { Avatar } from '../../people/avatar.tsx';
import { type Api, type Room, refusalOf } from '../../server/api.ts';
import { useWords } from '../../words/use-words.ts';
import { refusalKey } from '../room/refusals.ts';
import styles from './rooms-list.module.css';

const freshMs = 10_000;
const shownFaces = 5;

export type RoomsListProps = {
  api: Api;
  /** Goes into a room; rejects with why not. */
  onEnter: (roomId: number, evenSo?: boolean) => Promise<void>;
};

/** Where one sits down: one's own rooms, and those that are open to all. */
export function RoomsList({ api, onEnter }: RoomsListProps) {
  const { t } = useWords();
  const client = useQueryClient();
  const shared = { refetchInterval: freshMs };
  const mine = useQuery({ queryKey: ['rooms', 'mine'], queryFn: () => api.rooms.getMyRooms.query(), ...shared });
  const open = useQuery({
    queryKey: ['rooms', 'open'],
    queryFn: () => api.rooms.getPublicRooms.query({ limit: 30 }),
    ...shared,
  });
  const create = useMutation({
    mutationFn: (title: string) => api.rooms.createRoom.mutate({ title }),
    onSuccess: ({ id }) => onEnter(id),
    onSettled: () => client.invalidateQueries({ queryKey: ['rooms'] }),
  });
  const enter = useMutation({
    mutationFn: async ({ room, evenSo = false }: { room: Room; evenSo?: boolean }) => {
      // Of a room of somebody else what opens again is a copy.
      const again = room.status === 'ended' ? await api.rooms.reopenRoom.mutate({ roomId: room.id }) : room;
      await onEnter(again.id, evenSo);
    },
    onError: () => client.invalidateQueries({ queryKey: ['rooms'] }),
  });
  const decline = useMutation({
    mutationFn: (room: Room) => api.rooms.declineRoomInvite.mutate({ roomId: room.id }),
    onSettled: () => client.invalidateQueries({ queryKey: ['rooms'] }),
  });
  // What is over already is over: the list says so by itself.
  const undeclined = refusalOf(decline.error) === 'invitation_over' ? null : decline.error;
  const failed = [create.error, enter.error, undeclined].find((error) => error !== null);
  const others = (open.data?.items ?? []).filter(({ id }) => !mine.data?.some((room) => room.id === id));
  const busy = enter.isPending ? (enter.variables?.room.id ?? null) : null;
  const list = (rooms: readonly Room[]) => (
    <ul className={styles.rooms}>
      {rooms.map((room) => (
        <RoomCard
          key={room.id}
          room={room}
          isPending={busy === room.id}
          onEnter={() => enter.mutate({ room })}
          onDecline={() => decline.mutate(room)}
        />
      ))}
    </ul>
  );
  return (
    <div className={styles.list}>
      <OpenRoom isPending={create.isPending} onOpen={(title) => create.mutate(title)} />
      {failed ? (
        <p role="alert" className={styles.failed}>
          {t(`${refusalKey(refusalOf(failed))}.title`)}. {t(`${refusalKey(refusalOf(failed))}.text`)}{' '}
          {refusalOf(failed) === 'blocked_is_here' && enter.variables ? (
            <Button onClick={() => enter.mutate({ room: enter.variables.room, evenSo: true })}>
              {t('room.even-so')}
            </Button>
          ) : null}
        </p>
      ) : null}
      <section aria-label={t('rooms.yours')}>
        <h2>{t('rooms.yours')}</h2>
        {mine.isPending ? <Skeleton /> : null}
        {mine.isError ? <Failed onRetry={() => void mine.refetch()} /> : null}
        {mine.data?.length === 0 ? <p className={styles.empty}>{t('rooms.yours-empty')}</p> : null}
        {mine.data ? list(mine.data) : null}
      </section>
      <section aria-label={t('rooms.open')}>
        <h2>{t('rooms.open')}</h2>
        {open.isPending ? <Skeleton /> : null}
        {open.isError ? <Failed onRetry={() => void open.refetch()} /> : null}
        {open.data && others.length === 0 ? <p className={styles.empty}>{t('rooms.open-empty')}</p> : null}
        {list(others)}
      </section>
    </div>
  );
}

function OpenRoom({ isPending, onOpen }: { isPending: boolean; onOpen: (title: string) => void }) {
  const { t } = useWords();
  const [title, setTitle] = useState('');
  return (
    <form
      className={styles.create}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isPending) onOpen(title.trim() || t('rooms.untitled'));
      }}
    >
      <label>
        <span>{t('rooms.name')}</span>
        <input
          value={title}
          maxLength={200}
          placeholder={t('rooms.untitled')}
          onChange={(event) => setTitle(event.target.value)}
        />
      </label>
      <Button look="primary" type="submit" isPending={isPending}>
        {t('rooms.new')}
      </Button>
    </form>
  );
}

type RoomCardProps = { room: Room; isPending: boolean; onEnter: () => void; onDecline: () => void };

function RoomCard({ room, isPending, onEnter, onDecline }: RoomCardProps) {
  const { t } = useWords();
  const isEnded = room.status === 'ended';
  const people = room.people.filter(({ isActive }) => isEnded || isActive);
  return (
    <li className={styles.card}>
      <h3>
        <span aria-hidden="true">{room.category?.icon ?? '🚪'}</span> {room.title}
      </h3>
      <p>
        {[
          room.category?.name,
          isEnded ? t('rooms.ended') : t('rooms.seats', { taken: room.taken, seats: room.maxParticipants }),
          room.isLocked ? t('rooms.locked') : room.isPublic ? undefined : t('rooms.private'),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <div className={styles.faces}>
        {people.slice(0, shownFaces).map((one) => (
          <span key={one.userId} title={one.displayName}>
            <Avatar name={one.displayName} url={one.avatarUrl ?? undefined} size={30} />
            <span className="unseen">{one.displayName}</span>
          </span>
        ))}
        {people.length > shownFaces ? <small>+{people.length - shownFaces}</small> : null}
      </div>
      <Button
        look={isEnded ? 'secondary' : 'primary'}
        isPending={isPending}
        aria-label={t(isEnded ? 'rooms.again-named' : 'rooms.enter-named', { title: room.title })}
        onClick={onEnter}
      >
        {t(isEnded ? 'rooms.again' : 'rooms.enter')}
      </Button>
      {room.isInvited ? (
        <Button aria-label={t('rooms.decline-named', { title: room.title })} onClick={onDecline}>
          {t('rooms.decline')}
        </Button>
      ) : null}
    </li>
  );
}

function Failed({ onRetry }: { onRetry: () => void }) {
  const { t } = useWords();
  return (
    <p role="alert" className={styles.failed}>
      {t('room.out.unreachable.title')}. <Button onClick={onRetry}>{t('again')}</Button>
    </p>
  );
}

function Skeleton() {
  const { t } = useWords();
  return (
    <div role="status" className={styles.rooms}>
      <span className="unseen">{t('waiting')}</span>
      <span className={styles.ghost} />
      <span className={styles.ghost} />
    </div>
  );
}
