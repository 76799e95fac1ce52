import { sayTime } from '../time/say.ts';
import { useNow } from '../time/use-now.ts';
import { cityOf, isZone } from '../time/zone.ts';
import { useWords } from '../words/use-words.ts';

/** What the clock says where a person is: "9:41 PM in Tokyo"; the place alone where the browser does not know it. */
export function LocalTime({ timezone }: { timezone: string }) {
  const { t } = useWords();
  const now = useNow();
  const city = cityOf(timezone);
  return <span>{isZone(timezone) ? t('time.local', { time: sayTime(now, timezone), city }) : city}</span>;
}
