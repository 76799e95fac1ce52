import { type RefObject, useEffect, useRef } from 'react';

/** For what opens over something else: closed by Escape, and by a press anywhere outside of the element with this ref. */
export function useDismiss<E extends HTMLElement>(isOpen: boolean, onDismiss: () => void): RefObject<E | null> {
  const element = useRef<E>(null);
  const dismiss = useRef(onDismiss);
  dismiss.current = onDismiss;
  useEffect(() => {
    if (!isOpen) return;
    const onKey = ({ key }: KeyboardEvent) => key === 'Escape' && dismiss.current();
    const onPress = ({ target }: PointerEvent) => {
      if (target instanceof Node && !element.current?.contains(target)) dismiss.current();
    };
    // Before the board, which keeps such events to itself.
    document.addEventListener('keydown', onKey, true);
    document.addEventListener('pointerdown', onPress, true);
    return () => {
      document.removeEventListener('keydown', onKey, true);
      document.removeEventListener('pointerdown', onPress, true);
    };
  }, [isOpen]);
  return element;
}
