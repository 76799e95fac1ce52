import { useEffect, useState } from 'react';
import { Waiting } from '../../parts/waiting.tsx';
import { Call } from '../../room/call.ts';
import { type Identity, RoomConnection } from '../../room/connection.ts';
import { type Entry, enterRoom, Refused, renewPass } from '../../server/rooms.ts';
import { recall, remember } from '../../storage.ts';
import { NoWayIn } from './no-way-in.tsx';
import { RoomView } from './room-view.tsx';

const inSession = () => sessionStorage;
const passKey = (roomId: number) => `echochat.pass.${roomId}`;

/** A way in is asked for once, however often React looks: a door opens only once. */
const entering = new Map<string, Promise<Entry>>();

/** By the link's door where there is one, else by the pass of an earlier visit. The door leaves the address at once. */
function enter(roomId: number): Promise<Entry> {
  const door = location.hash.slice(1);
  const pass = recall(passKey(roomId), inSession);
  if (door === '' && pass === null) return Promise.reject(new Refused('no_door'));
  const way = door === '' ? `pass ${pass}` : door;
  const known = entering.get(way) ?? (door === '' ? renewPass(pass ?? '') : enterRoom(door));
  entering.set(way, known);
  return known.then(
    (entry) => {
      remember(passKey(roomId), entry.pass, inSession);
      if (location.hash !== '') history.replaceState(null, '', location.pathname);
      return entry;
    },
    (error: unknown) => {
      entering.delete(way);
      // A page that was loaded again still has its used door in the address.
      if (door !== '' && pass !== null) return renewPass(pass);
      throw error;
    },
  );
}

function identityOf(roomId: number, { token, userId }: Entry): Identity {
  return {
    roomId,
    userId,
    token,
    async renew() {
      const renewed = await renewPass(recall(passKey(roomId), inSession) ?? '');
      remember(passKey(roomId), renewed.pass, inSession);
      return renewed.token;
    },
  };
}

export function RoomPage({ roomId }: { roomId: number }) {
  const [opened, setOpened] = useState<{ connection: RoomConnection; call: Call } | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  useEffect(() => {
    let close = () => {};
    let isGone = false;
    enter(roomId).then(
      (entry) => {
        if (isGone) return;
        const connection = new RoomConnection(identityOf(roomId, entry));
        const call = new Call(connection);
        connection.onRefusal('call_full', () => call.refuse());
        close = () => {
          call.close();
          connection.close();
        };
        setOpened({ connection, call });
      },
      (error: unknown) => setRefusal(error instanceof Refused ? error.code : 'unreachable'),
    );
    return () => {
      isGone = true;
      close();
    };
  }, [roomId]);
  if (refusal !== null) return <NoWayIn code={refusal} />;
  return opened === null ? <Waiting /> : <RoomView {...opened} />;
}
