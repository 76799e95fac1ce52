import { lazy, Suspense } from 'react';
import { Route, Switch } from 'wouter';
import { isInDiscord } from './discord/in-discord.ts';
import { LandingPage } from './pages/landing/landing-page.tsx';
import { NotFoundPage } from './pages/not-found/not-found-page.tsx';
import { Boundary } from './parts/boundary.tsx';
import { Waiting } from './parts/waiting.tsx';

const PlaygroundPage = lazy(async () => ({
  default: (await import('./pages/playground/playground-page.tsx')).PlaygroundPage,
}));

const ActivityPage = lazy(async () => ({
  default: (await import('./pages/activity/activity-page.tsx')).ActivityPage,
}));

const MadePage = lazy(async () => ({ default: (await import('./pages/made/made-page.tsx')).MadePage }));
const RoomPage = lazy(async () => ({ default: (await import('./pages/room/room-page.tsx')).RoomPage }));
const RoomsPage = lazy(async () => ({ default: (await import('./pages/rooms/rooms-page.tsx')).RoomsPage }));

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
