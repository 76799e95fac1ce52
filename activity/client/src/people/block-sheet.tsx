import { useState } from 'react';
import { Button } from '../parts/button.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { useWords } from '../words/use-words.ts';
import type { SayNoProps } from './say-no.tsx';
import { sayTrouble } from './say-trouble.ts';

type Stage = 'asks' | 'sends' | 'blocked' | 'undone';

/** Asks once, naming what goes; afterwards it can be undone from here. */
export function BlockSheet({ person, open, onBlocked, onClose }: SayNoProps & { onClose: () => void }) {
  const { t } = useWords();
  const [stage, setStage] = useState<Stage>('asks');
  const [trouble, setTrouble] = useState<string | null>(null);
  const { displayName: name, userId } = person;
  const attempt = (work: () => Promise<unknown>, then: Stage, otherwise: Stage) => {
    setTrouble(null);
    setStage('sends');
    work().then(
      () => setStage(then),
      (error: unknown) => {
        setTrouble(sayTrouble(error));
        setStage(otherwise);
      },
    );
  };
  const block = () => attempt(() => open().safety.block.mutate({ person: { userId } }), 'blocked', 'asks');
  const undo = () => attempt(() => open().safety.unblock.mutate({ person: { userId } }), 'undone', 'blocked');
  const isOver = stage === 'blocked' || stage === 'undone';
  // What is around it may go away with the person: only when it is closed.
  const close = () => {
    onClose();
    if (isOver) onBlocked?.();
  };
  return (
    <Sheet
      isAlert
      title={t(isOver ? 'no.blocked-title' : 'no.block-title', { name })}
      trouble={trouble}
      footer={
        isOver ? (
          <>
            {stage === 'blocked' ? <Button onClick={undo}>{t('no.undo')}</Button> : null}
            <Button type="submit" look="primary">
              {t('no.close')}
            </Button>
          </>
        ) : (
          <>
            <Button onClick={close}>{t('no.keep')}</Button>
            <Button type="submit" look="danger" isPending={stage === 'sends'}>
              {t('no.block')}
            </Button>
          </>
        )
      }
      onSubmit={() => (isOver ? close() : stage === 'asks' ? block() : undefined)}
      onClose={close}
    >
      <p role="status">{t(stage === 'undone' ? 'no.undone' : isOver ? 'no.blocked-text' : 'no.block-text')}</p>
    </Sheet>
  );
}
