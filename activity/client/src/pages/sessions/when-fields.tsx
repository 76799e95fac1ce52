import { useId } from 'react';
import fieldStyles from '../../form/field.module.css';
import { Choose } from '../../parts/choose.tsx';
import { Icon, type IconName } from '../../parts/icon.tsx';
import { theirHour } from '../../time/days.ts';
import { sayLength, sayTime } from '../../time/say.ts';
import { cityOf, dayIn, isZone } from '../../time/zone.ts';
import { useWords } from '../../words/use-words.ts';
import { useOwn } from '../own/own.ts';
import { type Asking, FindTimes } from './find-times.tsx';
import { HourChip } from './hour-chip.tsx';
import { lengths, type Other, readWhen, type When } from './when.ts';
import styles from './when-fields.module.css';

type WhenFieldsProps = {
  when: When;
  others: readonly Other[];
  now: number;
  /** The session that is moved, which takes up nobody's time. */
  exceptSessionId?: number;
  onChange: (when: When) => void;
  /** Where several are to come: how they are asked which of the best hours suit. */
  asking?: Asking | null;
};

/** Day, hour and length by one's own clocks; what hour that is for the others stands beside as one types. */
export function WhenFields({ when, others, now, exceptSessionId, onChange, asking = null }: WhenFieldsProps) {
  const { t } = useWords();
  const { zone } = useOwn();
  const id = useId();
  const choices = [...new Set([...lengths, when.minutes])].sort((a, b) => a - b);
  return (
    <>
      <div className={styles.fields}>
        <div className={fieldStyles.field}>
          <label className={fieldStyles.label} htmlFor={`${id}-day`}>
            {t('sessions.when.day')}
          </label>
          <input
            id={`${id}-day`}
            className={fieldStyles.input}
            type="date"
            required
            min={dayIn(now, zone)}
            value={when.day}
            aria-describedby={`${id}-for-all`}
            onChange={(event) => onChange({ ...when, day: event.target.value })}
          />
        </div>
        <div className={fieldStyles.field}>
          <label className={fieldStyles.label} htmlFor={`${id}-time`}>
            {t('sessions.when.time', { city: cityOf(zone) })}
          </label>
          <input
            id={`${id}-time`}
            className={fieldStyles.input}
            type="time"
            required
            value={when.time}
            aria-describedby={`${id}-for-all`}
            onChange={(event) => onChange({ ...when, time: event.target.value })}
          />
        </div>
      </div>
      <div id={`${id}-for-all`} className={styles.hours} aria-live="polite">
        <ForAll when={when} others={others} now={now} />
      </div>
      <Choose
        label={t('sessions.when.length')}
        choices={choices.map((minutes) => ({ value: String(minutes), label: sayLength(minutes) }))}
        value={String(when.minutes)}
        onChange={(minutes) => onChange({ ...when, minutes: Number(minutes) })}
      />
      {others.length === 0 ? null : (
        <FindTimes
          others={others}
          minutes={when.minutes}
          exceptSessionId={exceptSessionId}
          chosen={readAt(when, zone, now)}
          onTake={(day, time) => onChange({ ...when, day, time })}
          asking={asking}
        />
      )}
    </>
  );
}

function readAt(when: When, zone: string, now: number): number | null {
  const read = readWhen(when, zone, now);
  return typeof read === 'string' ? null : read.at;
}

/** What the hour is for the others, and what should be known of it. */
function ForAll({ when, others, now }: { when: When; others: readonly Other[]; now: number }) {
  const { t } = useWords();
  const { zone } = useOwn();
  const read = readWhen(when, zone, now);
  if (read === 'missing') return <p>{t('sessions.when.missing')}</p>;
  if (read === 'past') return <Warning text={t('sessions.when.past')} />;
  const { at, clocks } = read;
  const asleep = [{ timezone: zone, displayName: null }, ...others].filter(
    ({ timezone }) => timezone !== null && isZone(timezone) && theirHour(at, timezone, zone).isNight,
  );
  const names = asleep.flatMap(({ displayName }) => displayName ?? []);
  return (
    <>
      {others.length > 0 ? (
        <p className={styles.chips}>
          {others.map(({ userId, displayName, timezone }) =>
            timezone === null || !isZone(timezone) ? (
              <span key={userId}>{t('sessions.when.unknown', { name: displayName })}</span>
            ) : theirHour(at, timezone, zone).isSame ? (
              <span key={userId}>{t('sessions.when.same', { name: displayName })}</span>
            ) : (
              <HourChip key={userId} at={at} zone={timezone} name={displayName} />
            ),
          )}
        </p>
      ) : null}
      {clocks === 'skipped' ? <Warning text={t('sessions.when.skipped', { time: sayTime(at, zone) })} /> : null}
      {clocks === 'repeated' ? <Warning text={t('sessions.when.repeated')} /> : null}
      {names.map((name) => (
        <Warning key={name} icon="moon" text={t('sessions.when.night', { name })} />
      ))}
      {asleep.length > names.length ? <Warning icon="moon" text={t('sessions.when.your-night')} /> : null}
    </>
  );
}

function Warning({ text, icon = 'timer' }: { text: string; icon?: IconName }) {
  return (
    <p className={styles.warning}>
      <Icon name={icon} size={16} />
      {text}
    </p>
  );
}
