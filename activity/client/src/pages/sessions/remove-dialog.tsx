import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../parts/button.tsx';
import { Choose } from '../../parts/choose.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import { useWords } from '../../words/use-words.ts';
import { useOwn } from '../own/own.ts';
import { sayRefusal } from './say-refusal.ts';
import type { Session, SessionPerson } from './standing.ts';

type RemoveDialogProps = { session: Session; person: SessionPerson; onDone: () => void; onClose: () => void };

const scopes = ['one', 'following'] as const;

/** Asks once, and names who is taken out; of a series of this one, or of all that follow, too. */
export function RemoveDialog({ session, person, onDone, onClose }: RemoveDialogProps) {
  const { t } = useWords();
  const { api, zone } = useOwn();
  const [scope, setScope] = useState<'one' | 'following'>('one');
  const { displayName: name, userId } = person;
  const remove = useMutation({
    mutationFn: () => api.sessions.removeParticipant.mutate({ sessionId: session.id, userId, scope }),
    onSuccess: onDone,
  });
  return (
    <Sheet
      isAlert
      title={t('sessions.remove-title', { name, title: session.title })}
      trouble={remove.error === null ? null : sayRefusal(remove.error, zone)}
      footer={
        <>
          <Button onClick={onClose}>{t('sessions.remove-keep', { name })}</Button>
          <Button type="submit" look="danger" isPending={remove.isPending}>
            {t('sessions.remove-send', { name })}
          </Button>
        </>
      }
      onSubmit={() => (remove.isPending ? undefined : remove.mutate())}
      onClose={onClose}
    >
      <p>{t('sessions.remove-text', { name })}</p>
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
