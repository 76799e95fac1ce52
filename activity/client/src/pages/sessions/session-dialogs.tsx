import { useQueryClient } from '@tanstack/react-query';
import { sayMoment } from '../../time/say.ts';
import { useWords } from '../../words/use-words.ts';
import { useOwn } from '../own/own.ts';
import { LeaveDialog } from './leave-dialog.tsx';
import { MoveDialog } from './move-dialog.tsx';
import { PlanDialog } from './plan-dialog.tsx';
import { RemoveDialog } from './remove-dialog.tsx';
import type { Session } from './standing.ts';
import type { Acts, Said } from './use-acts.ts';

type SessionDialogsProps = {
  acts: Acts;
  now: number;
  isPlanning: boolean;
  /** The partnership that is planned with at first. */
  first: string | null;
  /** Planning is over; `isDone` where something is planned. */
  onPlanEnd: (isDone: boolean) => void;
};

/** Whatever is asked or filled in first. */
export function SessionDialogs({ acts, now, isPlanning, first, onPlanEnd }: SessionDialogsProps) {
  const { t } = useWords();
  const { zone } = useOwn();
  const client = useQueryClient();
  const whenOf = ({ scheduledAt }: Session) => sayMoment(scheduledAt.getTime(), now, zone);
  /** Closes what is open, says what was done, and shows what is then. */
  const done = (said: Said) => {
    acts.close();
    acts.say(said);
    void client.invalidateQueries({ queryKey: ['sessions'] });
  };
  const planned = (session: Session, name: string | null) => {
    const values = { title: session.title, when: whenOf(session) };
    onPlanEnd(true);
    done({
      text: name === null ? t('sessions.said.planned', values) : t('sessions.said.planned-with', { ...values, name }),
    });
  };
  const everybodyAsked = (title: string, names: string) => {
    onPlanEnd(true);
    done({ text: t('polls.said.asked', { title, names }) });
  };
  if (isPlanning)
    return (
      <PlanDialog
        now={now}
        first={first}
        onClose={() => onPlanEnd(false)}
        onPlanned={planned}
        onAsked={everybodyAsked}
      />
    );
  const { asked } = acts;
  if (asked === null) return null;
  if (asked.what === 'remove') {
    const { session, person } = asked;
    const back = { label: t('sessions.invite-again'), act: () => acts.inviteAgain(session, person) };
    const text = t('sessions.said.removed', { name: person.displayName, title: session.title });
    return (
      <RemoveDialog
        session={session}
        person={person}
        onClose={acts.close}
        onDone={() => done(session.status === 'scheduled' ? { text, back } : { text })}
      />
    );
  }
  const { what, session } = asked;
  if (what === 'move')
    return (
      <MoveDialog
        session={session}
        now={now}
        onClose={acts.close}
        onMoved={(moved) => done({ text: t('sessions.said.moved', { title: moved.title, when: whenOf(moved) }) })}
      />
    );
  const said = what === 'cancel' ? 'sessions.said.cancelled' : 'sessions.said.left';
  return (
    <LeaveDialog
      session={session}
      what={what}
      now={now}
      onClose={acts.close}
      onDone={() => done({ text: t(said, { title: session.title }) })}
    />
  );
}
