import { useEffect, useState } from 'react';

/** How much news came while nobody looked: the count since the window was hidden, 0 while it is seen. */
export function useUnread(heard: number): number {
  const [seen, setSeen] = useState(heard);
  useEffect(() => {
    const look = () => {
      if (!document.hidden) setSeen(heard);
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [heard]);
  return Math.max(0, heard - seen);
}
