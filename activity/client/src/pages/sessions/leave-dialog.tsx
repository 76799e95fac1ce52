import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../parts/button.tsx';
import { Choose } from '../../parts/choose.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import { sayMoment } from '../../time/say.ts';
import { useWords } from '../../words/use-words.ts';
import { useOwn } from '../own/own.ts';
import { sayRefusal } from './say-refusal.ts';
import type { Session } from './standing.ts';

type LeaveDialogProps = {
  session: Session;
  /** Calls it off for everybody, or gives one's own seat up. */
  what: 'cancel' | 'decline';
  now: number;
  onDone: () => void;
  onClose: () => void;
};

/** Asks once, and names what goes: a session, or one's seat in it; of a series this one, or all that follow, too. */
export function LeaveDialog({ session, what, now, onDone, onClose }: LeaveDialogProps) {
  const { t } = useWords();
  const { api, zone, you } = useOwn();
  const [scope, setScope] = useState<'one' | 'following'>('one');
  const { id: sessionId, title } = session;
  const at = session.scheduledAt.getTime();
  const names = session.people
    .filter(({ userId, status }) => userId !== you.userId && status !== 'declined')
    .map(({ displayName }) => displayName);
  const leave = useMutation({
    mutationFn: async () => {
      if (what === 'cancel') await api.sessions.cancelSession.mutate({ sessionId, scope });
      else await api.sessions.respondToSessionInvite.mutate({ sessionId, response: 'decline', scope });
    },
    onSuccess: onDone,
  });
  const scopes = ['one', 'following'] as const;
  return (
    <Sheet
      isAlert
      title={t(`sessions.${what}-title`, { title })}
      trouble={leave.error === null ? null : sayRefusal(leave.error, zone)}
      footer={
        <>
          <Button onClick={onClose}>{t(`sessions.${what}-keep`)}</Button>
          <Button type="submit" look="danger" isPending={leave.isPending}>
            {t(`sessions.${what}-send`)}
          </Button>
        </>
      }
      onSubmit={() => (leave.isPending ? undefined : leave.mutate())}
      onClose={onClose}
    >
      <p>
        {t(`sessions.${what}-text`, { when: sayMoment(at, now, zone) })}{' '}
        {what === 'cancel' && names.length > 0 ? t('sessions.cancel-told', { names: listOf(names) }) : null}
      </p>
      {session.repeat === null ? null : (
        <Choose
          label={t('sessions.scope')}
          choices={scopes.map((value) => ({ value, label: t(`sessions.scope.${value}`) }))}
          value={scope}
          onChange={setScope}
        />
      )}
    </Sheet>
  );
}

const shown = 3;

/** A few names as a sentence has them. */
function listOf(names: readonly string[]): string {
  const few = names.length > shown ? [...names.slice(0, shown), `+${names.length - shown}`] : names;
  return new Intl.ListFormat(document.documentElement.lang).format(few);
}
