import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { words } from '../../words/words.ts';
import { useOwn } from '../own/own.ts';
import type { Session, SessionPerson } from './standing.ts';

export type Act = 'accept' | 'decline' | 'enter' | 'mute' | 'move' | 'cancel' | 'invite';
export type Asked = 'move' | 'cancel' | 'decline';

/** What its person means all the same. */
export interface Meant {
  evenIfBusy?: boolean;
  evenIfBlocked?: boolean;
}

/** What has just been done, and a way back where there is one. */
export interface Said {
  text: string;
  back?: { label: string; act: () => void };
}

export interface Acts {
  accept: (session: Session, meant?: Meant) => void;
  decline: (session: Session) => void;
  enter: (session: Session) => void;
  mute: (session: Session) => void;
  /** Opens what has to be asked or filled in first. */
  ask: (what: Asked, session: Session) => void;
  /** Asks whether somebody is to be taken out. */
  askToRemove: (session: Session, person: SessionPerson) => void;
  /** Asks somebody anew who was taken out. */
  inviteAgain: (session: Session, person: SessionPerson) => void;
  asked: { what: Asked; session: Session } | { what: 'remove'; session: Session; person: SessionPerson } | null;
  close: () => void;
  say: (said: Said | null) => void;
  said: Said | null;
  busy: { sessionId: number; act: Act } | null;
  trouble: { sessionId: number; error: unknown } | null;
}

/** What the buttons of a session do. One at a time; then the sessions that are shown are asked for anew. */
export function useActs(): Acts {
  const { api } = useOwn();
  const client = useQueryClient();
  const [, go] = useLocation();
  const [asked, setAsked] = useState<Acts['asked']>(null);
  const [said, say] = useState<Said | null>(null);
  const [busy, setBusy] = useState<Acts['busy']>(null);
  const [trouble, setTrouble] = useState<Acts['trouble']>(null);

  const run = (session: Session, act: Act, work: () => Promise<Said | null>): void => {
    if (busy !== null) return;
    const { id: sessionId } = session;
    setBusy({ sessionId, act });
    setTrouble(null);
    say(null);
    work()
      .then(say, (error: unknown) => setTrouble({ sessionId, error }))
      .finally(() => {
        setBusy(null);
        void client.invalidateQueries({ queryKey: ['sessions'] });
      });
  };

  const accept = (session: Session, meant: Meant = {}): void =>
    run(session, 'accept', async () => {
      const { title, id: sessionId } = session;
      const { yourStatus } = await api.sessions.respondToSessionInvite.mutate({
        sessionId,
        response: 'accept',
        ...meant,
      });
      return { text: words(yourStatus === 'waiting' ? 'sessions.said.waiting' : 'sessions.said.accepted', { title }) };
    });

  return {
    accept,
    decline: (session) =>
      run(session, 'decline', async () => {
        const { title, id: sessionId } = session;
        await api.sessions.respondToSessionInvite.mutate({ sessionId, response: 'decline' });
        const back = { label: words('sessions.accept-after-all'), act: () => accept(session) };
        return { text: words('sessions.said.declined', { title }), back };
      }),
    enter: (session) =>
      run(session, 'enter', async () => {
        const { roomId } = await api.sessions.enterSession.mutate({ sessionId: session.id });
        if (roomId !== null) go((await api.rooms.openDoor.mutate({ roomId })).path);
        return null;
      }),
    mute: (session) =>
      run(session, 'mute', async () => {
        const { title, id: sessionId } = session;
        const { isMuted } = await api.sessions.muteSession.mutate({ sessionId, isMuted: !session.isMuted });
        return { text: words(isMuted ? 'sessions.said.muted' : 'sessions.said.unmuted', { title }) };
      }),
    ask: (what, session) => setAsked({ what, session }),
    askToRemove: (session, person) => setAsked({ what: 'remove', session, person }),
    inviteAgain: (session, { userId, displayName: name }) =>
      run(session, 'invite', async () => {
        await api.sessions.inviteToSession.mutate({ sessionId: session.id, userId });
        return { text: words('sessions.said.invited', { name, title: session.title }) };
      }),
    asked,
    close: () => setAsked(null),
    say,
    said,
    busy,
    trouble,
  };
}
