import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';

/** Within this many pixels of where the log would stand by itself, one is following it. */
const NEAR = 80;
/** Room above an entry that is taller than the window. */
const AIR = 16;

/** Where the log stands by itself: at its end, or at the top of a newest entry that does not fit the window. */
function restingPlace(scroller: HTMLElement): number {
  const newest = scroller.firstElementChild?.lastElementChild;
  const end = scroller.scrollHeight - scroller.clientHeight;
  return newest instanceof HTMLElement ? Math.max(0, Math.min(end, newest.offsetTop - AIR)) : end;
}

type Follow = { isBehind: boolean; toEnd: () => void };

/**
 * Keeps the newest entry in sight for those who follow the log, and tells those who read further up that there is more
 * below. What one does oneself brings one back.
 */
export function useFollow(
  scroller: RefObject<HTMLElement | null>,
  newest: string | undefined,
  isMine: boolean,
): Follow {
  const [isBehind, setBehind] = useState(false);
  const isFollowing = useRef(true);

  const rest = useCallback(
    (behavior: 'instant' | 'smooth') => {
      const element = scroller.current;
      if (element === null) return;
      isFollowing.current = true;
      element.scrollTo({ top: restingPlace(element), behavior });
      setBehind(false);
    },
    [scroller],
  );

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    // A programmatic scroll ends at rest, so only a person's own scrolling changes this.
    const look = () => {
      isFollowing.current = element.scrollTop > restingPlace(element) - NEAR;
      if (isFollowing.current) setBehind(false);
    };
    // Pictures and menus that arrive later make entries taller; so does a keyboard that goes away.
    const resized = new ResizeObserver(() => {
      if (isFollowing.current) rest('instant');
    });
    element.addEventListener('scroll', look, { passive: true });
    if (element.firstElementChild !== null) resized.observe(element.firstElementChild);
    resized.observe(element);
    return () => {
      element.removeEventListener('scroll', look);
      resized.disconnect();
    };
  }, [scroller, rest]);

  useEffect(() => {
    if (newest === undefined) return;
    if (isMine || isFollowing.current) rest('instant');
    else setBehind(true);
  }, [newest, isMine, rest]);

  const toEnd = useCallback(() => {
    const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
    rest(isStill ? 'instant' : 'smooth');
  }, [rest]);
  return { isBehind, toEnd };
}
