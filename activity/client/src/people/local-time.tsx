import { useSyncExternalStore } from 'react';
import { useWords } from '../words/use-words.ts';
import { localeTag } from '../words/words.ts';

const MINUTE = 60_000;

function eachMinute(listener: () => void): () => void {
  const timer = setInterval(listener, MINUTE / 4);
  return () => clearInterval(timer);
}

const currentMinute = () => Math.floor(Date.now() / MINUTE);

/** The time of day in a zone, as people there write it, or null where the browser does not know the zone. */
function timeIn(timezone: string, at: number): string | null {
  try {
    return new Intl.DateTimeFormat(localeTag(), { hour: 'numeric', minute: '2-digit', timeZone: timezone }).format(at);
  } catch {
    return null;
  }
}

/** What the clock says where a person is: "9:41 PM in Tokyo". */
export function LocalTime({ timezone }: { timezone: string }) {
  const { t } = useWords();
  const minute = useSyncExternalStore(eachMinute, currentMinute);
  const time = timeIn(timezone, minute * MINUTE);
  const city = (timezone.split('/').at(-1) ?? timezone).replaceAll('_', ' ');
  return <span>{time === null ? city : t('time.local', { time, city })}</span>;
}
