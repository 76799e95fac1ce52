import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import fieldStyles from '../../form/field.module.css';
import { Button } from '../../parts/button.tsx';
import { Choose } from '../../parts/choose.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import { dayIn, timeIn } from '../../time/zone.ts';
import { useWords } from '../../words/use-words.ts';
import { useOwn } from '../own/own.ts';
import { clashOf, sayRefusal } from './say-refusal.ts';
import type { Session } from './standing.ts';
import { readWhen, type When } from './when.ts';
import { WhenFields } from './when-fields.tsx';

type MoveDialogProps = { session: Session; now: number; onMoved: (session: Session) => void; onClose: () => void };

/** Another hour for a session; of a series for this one, or for all that follow, too. */
export function MoveDialog({ session, now, onMoved, onClose }: MoveDialogProps) {
  const { t } = useWords();
  const { api, zone, you } = useOwn();
  const at = session.scheduledAt.getTime();
  const [when, setWhen] = useState<When>({ day: dayIn(at, zone), time: timeIn(at, zone), minutes: session.duration });
  const [scope, setScope] = useState<'one' | 'following'>('one');
  const [trouble, setTrouble] = useState<string | null>(null);
  const others = session.people.filter(({ userId, status }) => userId !== you.userId && status !== 'declined');
  const move = useMutation({
    mutationFn: ({ to, evenIfBusy }: { to: number; evenIfBusy: boolean }) =>
      api.sessions.rescheduleSession.mutate({
        sessionId: session.id,
        scheduledAt: new Date(to),
        duration: when.minutes,
        scope,
        evenIfBusy,
      }),
    onSuccess: onMoved,
  });
  const send = (evenIfBusy: boolean) => {
    const meant = readWhen(when, zone, Date.now());
    setTrouble(null);
    move.reset();
    if (typeof meant === 'string') setTrouble(t(`sessions.when.${meant}`));
    else move.mutate({ to: meant.at, evenIfBusy });
  };
  const scopes = ['one', 'following'] as const;
  return (
    <Sheet
      title={t('sessions.move-title', { title: session.title })}
      trouble={trouble ?? (move.error === null ? null : sayRefusal(move.error, zone))}
      footer={
        <>
          <Button onClick={onClose}>{t('form.cancel')}</Button>
          {clashOf(move.error) === null ? (
            <Button type="submit" look="primary" isPending={move.isPending}>
              {t('sessions.move-send')}
            </Button>
          ) : (
            <Button look="primary" onClick={() => send(true)}>
              {t('sessions.move-anyway')}
            </Button>
          )}
        </>
      }
      onSubmit={() => (move.isPending ? undefined : send(false))}
      onClose={onClose}
    >
      {session.repeat === null ? null : (
        <Choose
          label={t('sessions.scope')}
          choices={scopes.map((value) => ({ value, label: t(`sessions.scope.${value}`) }))}
          value={scope}
          onChange={setScope}
        />
      )}
      <WhenFields when={when} others={others} now={now} exceptSessionId={session.id} onChange={setWhen} />
      {others.length > 0 ? <p className={fieldStyles.hint}>{t('sessions.move-told')}</p> : null}
    </Sheet>
  );
}
