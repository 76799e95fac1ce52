import { lazy, Suspense } from 'react';
import { Route, Switch } from 'wouter';
import { LandingPage } from './pages/landing/landing-page.tsx';
import { NotFoundPage } from './pages/not-found/not-found-page.tsx';
import { Boundary } from './parts/boundary.tsx';
import { Waiting } from './parts/waiting.tsx';

const PlaygroundPage = lazy(async () => ({
  default: (await import('./pages/playground/playground-page.tsx')).PlaygroundPage,
}));

const RoomPage = lazy(async () => ({ default: (await import('./pages/room/room-page.tsx')).RoomPage }));
const RoomsPage = lazy(async () => ({ default: (await import('./pages/rooms/rooms-page.tsx')).RoomsPage }));

export function App() {
  return (
    <Boundary>
      <Suspense fallback={<Waiting />}>
        <Switch>
          <Route path="/">
            <LandingPage />
          </Route>
          <Route path="/playground">
            <PlaygroundPage />
          </Route>
          <Route path="/rooms">
            <RoomsPage />
          </Route>
          <Route path="/rooms/:roomId">{({ roomId }) => <RoomPage key={roomId} roomId={Number(roomId)} />}</Route>
          <Route>
            <NotFoundPage />
          </Route>
        </Switch>
      </Suspense>
    </Boundary>
  );
}
