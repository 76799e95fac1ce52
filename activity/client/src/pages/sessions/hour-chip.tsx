import { Icon } from '../../parts/icon.tsx';
import { theirHour } from '../../time/days.ts';
import { sayTime } from '../../time/say.ts';
import { cityOf, isZone } from '../../time/zone.ts';
import { useWords } from '../../words/use-words.ts';
import { localeTag } from '../../words/words.ts';
import { useOwn } from '../own/own.ts';
import styles from './hour-chip.module.css';

type HourChipProps = { at: number; zone: string | null; name?: string };

/** What an hour is for somebody else, with a moon where it is night for them; nothing where it is one's own hour. */
export function HourChip({ at, zone, name }: HourChipProps) {
  const { t } = useWords();
  const own = useOwn();
  if (zone === null || !isZone(zone)) return null;
  const { isSame, isNight, dayShift } = theirHour(at, zone, own.zone);
  if (isSame) return null;
  const weekday = new Intl.DateTimeFormat(localeTag(), { weekday: 'short', timeZone: zone }).format(at);
  const time = dayShift === 0 ? sayTime(at, zone) : `${weekday} ${sayTime(at, zone)}`;
  const values = { time, city: cityOf(zone) };
  return (
    <span className={`${styles.chip} ${isNight ? styles.night : ''}`}>
      {isNight ? <Icon name="moon" size={14} /> : null}
      {name === undefined ? t('sessions.hour', values) : t('sessions.hour-for', { ...values, name })}
      {isNight ? <span className="unseen">, {t('sessions.night')}</span> : null}
    </span>
  );
}
