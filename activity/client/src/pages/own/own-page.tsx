import { QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useEffect, useEffectEvent, useMemo, useState } from 'react';
import { Waiting } from '../../parts/waiting.tsx';
import { refusalOf } from '../../server/api.ts';
import { leaveOwnPages, type Own, openOwnPages } from '../../server/own-pages.ts';
import { browserZone, isZone } from '../../time/zone.ts';
import { HowToComeIn } from './how-to-come-in.tsx';
import { OwnContext } from './own.ts';
import { clientOf } from './own-client.ts';
import { Unreachable } from './unreachable.tsx';
import { useNews } from './use-news.ts';

type State = 'opening' | 'nobody' | 'unreachable' | Own;

type OwnPageProps = { nobody?: ReactNode; children: ReactNode };

/** A page of a person's own, for who came in by their link once in this tab; for others `nobody`: how one comes in. */
export function OwnPage({ nobody = <HowToComeIn />, children }: OwnPageProps) {
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
  if (state === 'nobody') return nobody;
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
  const client = clientOf(own);
  const isLive = useNews(own, client);
  const leave = useEffectEvent(onOut);
  useEffect(
    () =>
      client.getQueryCache().subscribe((event) => {
        if (
          event.type === 'updated' &&
          event.action.type === 'error' &&
          refusalOf(event.action.error) === 'not_signed_in'
        )
          leave();
      }),
    [client],
  );
  const said = own.you.timezone;
  const [zone, chooseZone] = useState(said !== null && isZone(said) ? said : browserZone());
  const value = useMemo(() => ({ ...own, zone, chooseZone, isLive }), [own, zone, isLive]);
  return (
    <QueryClientProvider client={client}>
      <OwnContext value={value}>{children}</OwnContext>
    </QueryClientProvider>
  );
}
