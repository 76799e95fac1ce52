import { useLocation } from 'wouter';
import { type Entry, enterRoom, Refused } from '../../server/rooms.ts';
import { hasPass, returnTo } from './passes.ts';
import { RoomSession } from './room-session.tsx';

/** A way in is asked for once, however often React looks: a door opens only once. */
const entering = new Map<string, Promise<Entry>>();

/** By the link's door where there is one, else by the pass of an earlier visit. The door leaves the address at once. */
function enter(roomId: number): Promise<Entry> {
  const door = location.hash.slice(1);
  if (door === '' && !hasPass(roomId)) return Promise.reject(new Refused('no_door'));
  const way = door === '' ? `room ${roomId}` : door;
  const known = entering.get(way) ?? (door === '' ? returnTo(roomId) : enterRoom(door));
  entering.set(way, known);
  return known.then(
    (entry) => {
      // The next visit is another one.
      if (door === '') entering.delete(way);
      if (location.hash !== '') history.replaceState(null, '', location.pathname);
      return entry;
    },
    (error: unknown) => {
      entering.delete(way);
      // A page that was loaded again still has its used door in the address.
      if (door !== '' && hasPass(roomId)) return returnTo(roomId);
      throw error;
    },
  );
}

/** A room in an ordinary browser, by the link that a chat gave. */
export function RoomPage({ roomId }: { roomId: number }) {
  const [, go] = useLocation();
  return <RoomSession roomId={roomId} enter={() => enter(roomId)} onLeave={() => go('/rooms')} />;
}
