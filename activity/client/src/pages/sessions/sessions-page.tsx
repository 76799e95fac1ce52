import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import { Button } from '../../parts/button.tsx';
import { Icon } from '../../parts/icon.tsx';
import { SaidBar } from '../../parts/said-bar.tsx';
import { Tabs } from '../../parts/tabs.tsx';
import { useNow } from '../../time/use-now.ts';
import { useWords } from '../../words/use-words.ts';
import { useOwn } from '../own/own.ts';
import { OwnFrame, ownTitle } from '../own/own-frame.tsx';
import { OwnPage } from '../own/own-page.tsx';
import { Coming } from './coming.tsx';
import { OpenSessions } from './open-sessions.tsx';
import { PastSessions } from './past-sessions.tsx';
import { Polls } from './polls.tsx';
import { useActs } from './use-acts.ts';

/** They come after the page: nobody fills in a form before there is something to see. */
const loadDialogs = () => import('./session-dialogs.tsx');
const SessionDialogs = lazy(async () => ({ default: (await loadDialogs()).SessionDialogs }));

export function SessionsPage() {
  return (
    <OwnPage>
      <Sessions />
    </OwnPage>
  );
}

const tabs = ['coming', 'open', 'past'] as const;

function Sessions() {
  const { t } = useWords();
  const { api } = useOwn();
  const now = useNow();
  const acts = useActs();
  const [tab, setTab] = useState<(typeof tabs)[number]>('coming');
  // A notice of a new partner leads here to plan with them: /sessions?plan=7.
  const [wished] = useState(() => new URLSearchParams(location.search).get('plan'));
  const [isPlanning, setPlanning] = useState(wished !== null);
  const mine = useQuery({ queryKey: ['sessions', 'mine'], queryFn: () => api.sessions.getMySessions.query({}) });
  const isShown = mine.data !== undefined;
  useEffect(() => {
    if (isShown) void loadDialogs();
  }, [isShown]);
  // A session that was called off takes the button that one had pressed with it.
  useEffect(() => {
    if (mine.data !== undefined && acts.said !== null && document.activeElement === document.body)
      document.getElementById(ownTitle)?.focus({ preventScroll: true });
  }, [mine.data, acts.said]);
  const plan = () => setPlanning(true);
  const { say } = acts;
  const quiet = useCallback(() => say(null), [say]);
  return (
    <OwnFrame
      page="sessions"
      action={
        <Button look="primary" onClick={plan}>
          <Icon name="plus" size={18} />
          {t('sessions.plan')}
        </Button>
      }
    >
      <Tabs
        label={t('own.sessions')}
        tabs={tabs.map((id) => ({ id, label: t(`sessions.tab.${id}`) }))}
        chosen={tab}
        onChoose={setTab}
      >
        {tab === 'coming' ? <Polls now={now} say={say} /> : null}
        {tab === 'coming' ? (
          <Coming mine={mine} acts={acts} now={now} onPlan={plan} onLook={() => setTab('open')} />
        ) : null}
        {tab === 'open' ? <OpenSessions acts={acts} now={now} onPlan={plan} /> : null}
        {tab === 'past' ? <PastSessions acts={acts} now={now} /> : null}
      </Tabs>
      {isPlanning || acts.asked !== null ? (
        <Suspense>
          <SessionDialogs
            acts={acts}
            now={now}
            isPlanning={isPlanning}
            first={wished}
            onPlanEnd={(isDone) => {
              setPlanning(false);
              if (isDone) setTab('coming');
            }}
          />
        </Suspense>
      ) : null}
      <SaidBar said={acts.said} onClose={quiet} />
    </OwnFrame>
  );
}
