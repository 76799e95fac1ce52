import { useEffect, useState } from 'react';
import { Waiting } from '../../parts/waiting.tsx';
import { Call } from '../../room/call.ts';
import { type Identity, RoomConnection } from '../../room/connection.ts';
import { type Entry, Refused } from '../../server/rooms.ts';
import { NoWayIn } from './no-way-in.tsx';
import { rememberPass, returnTo } from './passes.ts';
import { RoomView } from './room-view.tsx';

type RoomSessionProps = {
  roomId: number;
  /** The way in; it may be asked for more than once, and gives the same answer. */
  enter: () => Promise<Entry>;
  /** Where one goes from here. */
  onLeave: () => void;
};

/** A visit in a room: in by the entry, and connected until it is left. */
export function RoomSession({ roomId, enter, onLeave }: RoomSessionProps) {
  const [opened, setOpened] = useState<{ connection: RoomConnection; call: Call } | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the way in is the room's, whatever function it is in now
  useEffect(() => {
    let close = () => {};
    let isGone = false;
    enter().then(
      (entry) => {
        rememberPass(roomId, entry.pass);
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
  if (refusal !== null) return <NoWayIn code={refusal} onLeave={onLeave} />;
  return opened === null ? <Waiting /> : <RoomView {...opened} onLeave={onLeave} />;
}

function identityOf(roomId: number, { token, userId }: Entry): Identity {
  return {
    roomId,
    userId,
    token,
    async renew() {
      return (await returnTo(roomId)).token;
    },
  };
}
