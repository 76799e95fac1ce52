import { useMutation, useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import fieldStyles from '../../form/field.module.css';
import { Button } from '../../parts/button.tsx';
import { Choose } from '../../parts/choose.tsx';
import { ChooseSeveral } from '../../parts/choose-several.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import { useWords } from '../../words/use-words.ts';
import { useOwn } from '../own/own.ts';
import { fewestSeats, noMore, readMore, seatsOf, topicsOf, usualSeats } from './more.ts';
import { MoreFields } from './more-fields.tsx';
import { once, RepeatFields, readRepeat } from './repeat-fields.tsx';
import { clashOf, sayRefusal } from './say-refusal.ts';
import type { Session } from './standing.ts';
import { readWhen, tomorrowEvening } from './when.ts';
import { WhenFields } from './when-fields.tsx';

type PlanDialogProps = {
  now: number;
  /** The partnership that it is for at first; null is the partner whom one learnt with last. */
  first: string | null;
  /** Planned, and who is asked; null where it is open to everybody. */
  onPlanned: (session: Session, names: string | null) => void;
  /** Everybody is asked which of some hours suit them. */
  onAsked: (title: string, names: string) => void;
  onClose: () => void;
};

const open = 'open';
/** As core holds it; the names of many are longer. */
const maxTitle = 200;

/** With whom, about what, when, how long and how often. What is left empty is filled in sensibly. */
export function PlanDialog({ now, first, onPlanned, onAsked, onClose }: PlanDialogProps) {
  const { t } = useWords();
  const { api, you, zone } = useOwn();
  const id = useId();
  const partners = useQuery({
    queryKey: ['partners'],
    queryFn: () => api.matching.getPartnerships.query(),
    refetchInterval: false,
  });
  const [chosen, setChosen] = useState(first);
  const [beside, setBeside] = useState<string[]>([]);
  const [title, setTitle] = useState('');
  const [when, setWhen] = useState(() => tomorrowEvening(now, zone));
  const [repeat, setRepeat] = useState(once);
  const [more, setMore] = useState(noMore);
  const [isMore, setIsMore] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);

  const pairs = partners.data ?? [];
  const partner = chosen ?? (pairs[0] ? String(pairs[0].id) : open);
  const pair = pairs.find((one) => String(one.id) === partner) ?? null;
  const others = pair ? pairs.filter((one) => one !== pair) : [];
  const also = others.filter(({ id }) => beside.includes(String(id))).map(({ them }) => them);
  const people = pair ? [pair.them, ...also] : [];
  const names = people.map(({ displayName }) => displayName).join(', ');
  // Open to everybody it is about something of one's own; nobody who does not look needs it.
  const own = useQuery({
    queryKey: ['skills'],
    queryFn: () => api.skills.getMySkills.query(),
    enabled: isMore && pair === null,
    refetchInterval: false,
  });
  const topics = topicsOf(pair ? [...pair.theyTeach, ...pair.youTeach] : (own.data ?? []));
  const mostSeats = seatsOf(you.mostSeats);
  const skill = pair && (pair.theyTeach[0] ?? pair.youTeach[0])?.category.name;
  const usual = pair
    ? skill === undefined || skill === null || also.length > 0
      ? t('sessions.plan.usual-with', { name: names })
      : t('sessions.plan.usual', { skill, name: pair.them.displayName })
    : t('sessions.plan.usual-open');

  const plan = useMutation({
    mutationFn: ({ at, evenIfBusy, rest }: { at: number; evenIfBusy: boolean; rest: object }) =>
      api.sessions.createSession.mutate({
        title: title.trim() || usual.slice(0, maxTitle).toWellFormed(),
        scheduledAt: new Date(at),
        duration: when.minutes,
        timezone: zone,
        evenIfBusy,
        ...(pair ? { partnershipId: pair.id, invite: also.map(({ userId }) => userId) } : { isPublic: true }),
        ...rest,
      }),
    onSuccess: (session) => onPlanned(session, pair ? names : null),
  });
  const ask = useMutation({
    mutationFn: (hours: Date[]) =>
      api.sessions.openPoll.mutate({
        title: title.trim() || usual.slice(0, maxTitle).toWellFormed(),
        userIds: people.map(({ userId }) => userId),
        hours,
        duration: when.minutes,
      }),
    onSuccess: (poll) => onAsked(poll.title, names),
  });
  const error = plan.error ?? ask.error;
  const send = (evenIfBusy: boolean) => {
    const meant = readWhen(when, zone, Date.now());
    const again = readRepeat(repeat);
    const said = readMore(more, topics, mostSeats);
    setTrouble(null);
    plan.reset();
    ask.reset();
    if (typeof meant === 'string') setTrouble(t(`sessions.when.${meant}`));
    else if (again === null) setTrouble(t('sessions.ends.missing'));
    else if (said === null) setTrouble(t('sessions.no.seats', { most: mostSeats }));
    else plan.mutate({ at: meant.at, evenIfBusy, rest: { ...again, ...said } });
  };
  return (
    <Sheet
      title={t('sessions.plan')}
      trouble={trouble ?? (error === null ? null : sayRefusal(error, zone))}
      footer={
        <>
          <Button onClick={onClose}>{t('form.cancel')}</Button>
          {clashOf(plan.error) === null ? (
            <Button type="submit" look="primary" isPending={plan.isPending}>
              {t('sessions.plan.send')}
            </Button>
          ) : (
            <Button look="primary" onClick={() => send(true)}>
              {t('sessions.plan.anyway')}
            </Button>
          )}
        </>
      }
      onSubmit={() => (plan.isPending ? undefined : send(false))}
      onClose={onClose}
    >
      <Choose
        label={t('sessions.plan.with')}
        choices={[
          ...pairs.map((one) => ({ value: String(one.id), label: one.them.displayName })),
          { value: open, label: t('sessions.plan.open') },
        ]}
        value={partner}
        onChange={setChosen}
      />
      {others.length === 0 ? null : (
        <ChooseSeveral
          label={t('sessions.plan.also')}
          choices={others.map((one) => ({ value: String(one.id), label: one.them.displayName }))}
          values={beside}
          onChange={setBeside}
        />
      )}
      {partners.data && pairs.length === 0 ? <p className={fieldStyles.hint}>{t('sessions.plan.no-partner')}</p> : null}
      <div className={fieldStyles.field}>
        <label className={fieldStyles.label} htmlFor={`${id}-title`}>
          {t('sessions.plan.title')}
          <span className={fieldStyles.mark}>{t('form.mark-optional')}</span>
        </label>
        <input
          id={`${id}-title`}
          className={fieldStyles.input}
          value={title}
          maxLength={maxTitle}
          placeholder={usual}
          autoComplete="off"
          onChange={(event) => setTitle(event.target.value)}
        />
      </div>
      <WhenFields
        when={when}
        others={people}
        now={now}
        onChange={setWhen}
        asking={people.length > 1 ? { isPending: ask.isPending, ask: (hours) => ask.mutate(hours) } : null}
      />
      <RepeatFields repeat={repeat} from={when.day} onChange={setRepeat} />
      <MoreFields
        more={more}
        topics={topics}
        usualSeats={pair && also.length === 0 ? fewestSeats : Math.min(usualSeats, mostSeats)}
        mostSeats={mostSeats}
        onOpen={() => setIsMore(true)}
        onChange={setMore}
      />
    </Sheet>
  );
}
