import { type ComponentType, lazy, Suspense } from 'react';
import { Route, Switch } from 'wouter';
import { isInDiscord } from './discord/in-discord.ts';
import { LandingPage } from './pages/landing/landing-page.tsx';
import { NotFoundPage } from './pages/not-found/not-found-page.tsx';
import { Boundary } from './parts/boundary.tsx';
import { Waiting } from './parts/waiting.tsx';
import { openPart } from './words/words.ts';

const PlaygroundPage = lazy(async () => ({
  default: (await import('./pages/playground/playground-page.tsx')).PlaygroundPage,
}));

/** A page about rooms comes with their words. */
const ofRooms = (load: () => Promise<ComponentType>) =>
  lazy(async () => {
    const [page] = await Promise.all([load(), openPart('room')]);
    return { default: page };
  });
const ActivityPage = ofRooms(async () => (await import('./pages/activity/activity-page.tsx')).ActivityPage);
const MadePage = ofRooms(async () => (await import('./pages/made/made-page.tsx')).MadePage);
const RoomsPage = ofRooms(async () => (await import('./pages/rooms/rooms-page.tsx')).RoomsPage);
const RoomPage = lazy(async () => {
  const [{ RoomPage: page }] = await Promise.all([import('./pages/room/room-page.tsx'), openPart('room')]);
  return { default: page };
});

export function App() {
  return (
    <Boundary>
      <Suspense fallback={<Waiting />}>{isInDiscord ? <ActivityPage /> : <Pages />}</Suspense>
    </Boundary>
  );
}

function Pages() {
  return (
    <Switch>
      <Route path="/">
        <LandingPage />
      </Route>
      <Route path="/playground">
        <PlaygroundPage />
      </Route>
      <Route path="/made">
        <MadePage />
      </Route>
      <Route path="/rooms">
        <RoomsPage />
      </Route>
      <Route path="/rooms/:roomId">{({ roomId }) => <RoomPage key={roomId} roomId={Number(roomId)} />}</Route>
      <Route>
        <NotFoundPage />
      </Route>
    </Switch>
  );
}
