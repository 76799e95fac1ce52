import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { type Key, Tab, TabList, TabPanel, Tabs } from 'react-aria-components/Tabs';
import { Button } from '../../parts/button.tsx';
import { Icon } from '../../parts/icon.tsx';
import { SaidBar } from '../../parts/said-bar.tsx';
import { sayMoment } from '../../time/say.ts';
import { useNow } from '../../time/use-now.ts';
import { useWords } from '../../words/use-words.ts';
import { useOwn } from '../own/own.ts';
import { OwnFrame } from '../own/own-frame.tsx';
import { OwnPage } from '../own/own-page.tsx';
import { Coming } from './coming.tsx';
import { LeaveDialog } from './leave-dialog.tsx';
import styles from './lists.module.css';
import { MoveDialog } from './move-dialog.tsx';
import { OpenSessions } from './open-sessions.tsx';
import { PastSessions } from './past-sessions.tsx';
import { PlanDialog } from './plan-dialog.tsx';
import type { Session } from './standing.ts';
import { type Said, useActs } from './use-acts.ts';

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
  const { api, zone } = useOwn();
  const client = useQueryClient();
  const now = useNow();
  const acts = useActs();
  const [tab, setTab] = useState<Key>('coming');
  const [isPlanning, setPlanning] = useState(false);
  const mine = useQuery({ queryKey: ['sessions', 'mine'], queryFn: () => api.sessions.getMySessions.query({}) });
  const plan = () => setPlanning(true);
  const whenOf = ({ scheduledAt }: Session) => sayMoment(scheduledAt.getTime(), now, zone);

  /** Closes whatever is open, says what was done, and shows what is then. */
  const done = (said: Said) => {
    setPlanning(false);
    acts.close();
    acts.say(said);
    void client.invalidateQueries();
  };
  const { asked, say } = acts;
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
      <Tabs className={styles.tabs ?? ''} selectedKey={tab} onSelectionChange={setTab}>
        <TabList className={styles.bar ?? ''} aria-label={t('own.sessions')}>
          {tabs.map((id) => (
            <Tab key={id} id={id} className={styles.tab ?? ''}>
              {t(`sessions.tab.${id}`)}
            </Tab>
          ))}
        </TabList>
        <TabPanel id="coming" className={styles.panel ?? ''}>
          <Coming mine={mine} acts={acts} now={now} onPlan={plan} onLook={() => setTab('open')} />
        </TabPanel>
        <TabPanel id="open" className={styles.panel ?? ''}>
          <OpenSessions acts={acts} now={now} onPlan={plan} />
        </TabPanel>
        <TabPanel id="past" className={styles.panel ?? ''}>
          <PastSessions acts={acts} now={now} />
        </TabPanel>
      </Tabs>
      {isPlanning ? (
        <PlanDialog
          now={now}
          onClose={() => setPlanning(false)}
          onPlanned={(session, name) => {
            setTab('coming');
            const values = { title: session.title, when: whenOf(session) };
            done({
              text:
                name === null
                  ? t('sessions.said.planned', values)
                  : t('sessions.said.planned-with', { ...values, name }),
            });
          }}
        />
      ) : null}
      {asked?.what === 'move' ? (
        <MoveDialog
          session={asked.session}
          now={now}
          onClose={acts.close}
          onMoved={(session) =>
            done({ text: t('sessions.said.moved', { title: session.title, when: whenOf(session) }) })
          }
        />
      ) : null}
      {asked?.what === 'cancel' || asked?.what === 'decline' ? (
        <LeaveDialog
          session={asked.session}
          what={asked.what}
          now={now}
          onClose={acts.close}
          onDone={() =>
            done({
              text: t(asked.what === 'cancel' ? 'sessions.said.cancelled' : 'sessions.said.left', {
                title: asked.session.title,
              }),
            })
          }
        />
      ) : null}
      <SaidBar said={acts.said} onClose={quiet} />
    </OwnFrame>
  );
}
