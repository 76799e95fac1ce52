import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { Waiting } from '../../parts/waiting.tsx';
import { refusalOf } from '../../server/api.ts';
import { enterOwnPages } from '../../server/own-pages.ts';
import { HowToComeIn } from './how-to-come-in.tsx';
import { Unreachable } from './unreachable.tsx';

/** A way in is asked for once, however often React looks: a door opens only once. */
const entering = new Map<string, Promise<'sessions' | 'inbox'>>();

function enter(secret: string): Promise<'sessions' | 'inbox'> {
  const known = entering.get(secret) ?? enterOwnPages(secret);
  entering.set(secret, known);
  known.catch((error: unknown) => refusalOf(error) === 'unreachable' && entering.delete(secret));
  return known;
}

/** The door of a link from a chat. What it was for takes its place in the address and in the history. */
export function EnterPage() {
  const [, go] = useLocation();
  const [refusal, setRefusal] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt is the reason to ask again.
  useEffect(() => {
    enter(location.hash.slice(1)).then(
      (page) => go(`/${page}`, { replace: true }),
      (error: unknown) => setRefusal(refusalOf(error)),
    );
  }, [attempt]);
  // Another link in the same window changes the part behind the # alone.
  useEffect(() => {
    const again = () => {
      setRefusal(null);
      setAttempt((before) => before + 1);
    };
    addEventListener('hashchange', again);
    return () => removeEventListener('hashchange', again);
  }, []);
  if (refusal === null) return <Waiting />;
  if (refusal !== 'unreachable') return <HowToComeIn isUsed />;
  return (
    <Unreachable
      onAgain={() => {
        setRefusal(null);
        setAttempt(attempt + 1);
      }}
    />
  );
}
