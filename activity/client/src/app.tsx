import { type ComponentType, lazy, Suspense } from 'react';
import { Route, Switch } from 'wouter';
import { isInDiscord } from './discord/in-discord.ts';
import { LandingPage } from './pages/landing/landing-page.tsx';
import { NotFoundPage } from './pages/not-found/not-found-page.tsx';
import { Boundary } from './parts/boundary.tsx';
import { Waiting } from './parts/waiting.tsx';
import { openPart, type Part } from './words/words.ts';

const PlaygroundPage = lazy(async () => ({
  default: (await import('./pages/playground/playground-page.tsx')).PlaygroundPage,
}));

/** A page comes with the words of its parts. */
const withWords = (parts: readonly Part[], load: () => Promise<ComponentType>) =>
  lazy(async () => {
    const [page] = await Promise.all([load(), ...parts.map(openPart)]);
    return { default: page };
  });
const rooms = ['room', 'safety'] as const;
const ActivityPage = withWords(rooms, async () => (await import('./pages/activity/activity-page.tsx')).ActivityPage);
const MadePage = withWords(rooms, async () => (await import('./pages/made/made-page.tsx')).MadePage);
const RoomsPage = withWords(['own', 'room'], async () => (await import('./pages/rooms/rooms-page.tsx')).RoomsPage);
const EnterPage = withWords(['own'], async () => (await import('./pages/own/enter-page.tsx')).EnterPage);
const SessionsPage = withWords(
  ['own', 'sessions', 'safety'],
  async () => (await import('./pages/sessions/sessions-page.tsx')).SessionsPage,
);
const InboxPage = withWords(['own', 'inbox'], async () => (await import('./pages/inbox/inbox-page.tsx')).InboxPage);
const RoomPage = lazy(async () => {
  const [{ RoomPage: page }] = await Promise.all([import('./pages/room/room-page.tsx'), ...rooms.map(openPart)]);
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
      <Route path="/enter">
        <EnterPage />
      </Route>
      <Route path="/sessions">
        <SessionsPage />
      </Route>
      <Route path="/inbox">
        <InboxPage />
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
