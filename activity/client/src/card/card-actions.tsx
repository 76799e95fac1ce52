import type { Action } from '@echochat/activity-protocol/playground.ts';
import { lazy, Suspense } from 'react';
import { Button } from '../parts/button.tsx';
import styles from './card.module.css';
import { orderActions } from './order-actions.ts';
import type { Press } from './press.ts';

const MoreMenu = lazy(async () => ({ default: (await import('./more-menu.tsx')).MoreMenu }));

type CardActionsProps = { actions: readonly Action[]; pending: readonly string[]; onPress: (press: Press) => void };

export function CardActions({ actions, pending, onPress }: CardActionsProps) {
  const { shown, more } = orderActions(actions);
  return (
    <div className={styles.actions}>
      {shown.map((action) => (
        <Button
          key={action.id}
          look={action.style}
          isPending={pending.includes(action.id)}
          onClick={() => onPress({ id: action.id, label: action.label })}
        >
          {action.label}
        </Button>
      ))}
      {more.length === 0 ? null : (
        <Suspense fallback={null}>
          <MoreMenu actions={more} isPending={more.some(({ id }) => pending.includes(id))} onPress={onPress} />
        </Suspense>
      )}
    </div>
  );
}
