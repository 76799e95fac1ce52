import { type RefObject, useEffect } from 'react';
import { hasKeyboard } from './has-keyboard.ts';

/** Gives an element the focus once, when it appears and there is a real keyboard to type with. */
export function useFirstFocus(element: RefObject<HTMLElement | null>, isWanted = true): void {
  useEffect(() => {
    if (isWanted && hasKeyboard()) element.current?.focus();
  }, [element, isWanted]);
}
