import { useEffect, useRef, useState } from 'react';
import { useWords } from '../../words/use-words.ts';
import { useOwn } from '../own/own.ts';
import { lineOf, type Notice } from './notice-line.ts';

type ArrivalsProps = { items: readonly Notice[] | undefined; now: number };

/** Says what has come since the page was opened, for who does not see it appear. */
export function Arrivals({ items, now }: ArrivalsProps) {
  const { t } = useWords();
  const { zone } = useOwn();
  const known = useRef<number | null>(null);
  const [arrived, setArrived] = useState<readonly Notice[]>([]);
  useEffect(() => {
    if (items === undefined) return;
    const before = known.current;
    known.current = Math.max(before ?? 0, ...items.map(({ id }) => id));
    const fresh = before === null ? [] : items.filter(({ id }) => id > before);
    if (fresh.length > 0) setArrived(fresh);
  }, [items]);
  const [first] = arrived;
  return (
    <p role="status" className="unseen">
      {first === undefined
        ? null
        : arrived.length === 1
          ? `${t('inbox.new')}: ${lineOf(first, zone, now)}`
          : t('inbox.arrived', { count: arrived.length })}
    </p>
  );
}
