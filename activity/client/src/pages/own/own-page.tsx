import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { Waiting } from '../../parts/waiting.tsx';
import { refusalOf } from '../../server/api.ts';
import { leaveOwnPages, type Own, openOwnPages } from '../../server/own-pages.ts';
import { browserZone, isZone } from '../../time/zone.ts';
import { HowToComeIn } from './how-to-come-in.tsx';
import { OwnContext } from './own.ts';
import { Unreachable } from './unreachable.tsx';

/** What others do shows by itself within half a minute, and at once when one comes back to the tab. */
const freshMs = 30_000;

type State = 'opening' | 'nobody' | 'unreachable' | Own;

/** A page of a person's own, for who came in by their link once in this tab; for others, how one comes in. */
export function OwnPage({ children }: { children: ReactNode }) {
  const [state, setState] = useState<State>('opening');
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt is the reason to ask again.
  useEffect(() => {
    const asked = openOwnPages();
    if (asked === null) setState('nobody');
    else
      asked.then(setState, (error: unknown) =>
        setState(refusalOf(error) === 'not_signed_in' ? 'nobody' : 'unreachable'),
      );
  }, [attempt]);
  if (state === 'opening') return <Waiting />;
  if (state === 'nobody') return <HowToComeIn />;
  if (state === 'unreachable')
    return (
      <Unreachable
        onAgain={() => {
          setState('opening');
          setAttempt(attempt + 1);
        }}
      />
    );
  return (
    <Opened
      own={state}
      onOut={() => {
        leaveOwnPages();
        setState('nobody');
      }}
    >
      {children}
    </Opened>
  );
}

function Opened({ own, onOut, children }: { own: Own; onOut: () => void; children: ReactNode }) {
  const [client] = useState(
    () =>
      new QueryClient({
        queryCache: new QueryCache({ onError: (error) => refusalOf(error) === 'not_signed_in' && onOut() }),
        defaultOptions: {
          queries: { staleTime: 2_000, refetchInterval: freshMs, refetchOnWindowFocus: true, retry: 1 },
        },
      }),
  );
  const said = own.you.timezone;
  const [zone, chooseZone] = useState(said !== null && isZone(said) ? said : browserZone());
  const value = useMemo(() => ({ ...own, zone, chooseZone }), [own, zone]);
  return (
    <QueryClientProvider client={client}>
      <OwnContext value={value}>{children}</OwnContext>
    </QueryClientProvider>
  );
}
