import { RRuleTemporal } from 'rrule-temporal';
import { type ReadLine, readLines } from './sample-event.ts';

// What calendars make of a file, for tests; written by RFC 5545 alone.

/** How a calendar takes an occurrence whose hour the clocks skip: the RFC passes it over, others take it as later. */
export type Taking = 'strict' | 'lenient';

interface Component {
  lines: ReadLine[];
}

/** The meetings that a calendar shows, as `instant title status`, sorted; those after `to` are left out. */
export function shown(ics: string, taking: Taking, to: string): string[] {
  const components = componentsOf(ics);
  const overridden = new Map<string, Component>();
  for (const one of components) {
    const id = find(one, 'RECURRENCE-ID');
    if (id) overridden.set(`${value(one, 'UID')} ${instantOf(id)}`, one);
  }
  const meetings = components.flatMap((one) => {
    if (find(one, 'RECURRENCE-ID')) return [];
    return startsOf(one, taking, Temporal.Instant.from(to)).flatMap((at) =>
      overridden.has(`${value(one, 'UID')} ${at}`) ? [] : [said(one, at)],
    );
  });
  const moved = [...overridden.values()].map((one) => said(one, start(one)));
  return [...meetings, ...moved].toSorted();
}

const said = (one: Component, at: Temporal.Instant): string =>
  `${at.toString({ smallestUnit: 'minute' })} ${value(one, 'SUMMARY')} ${value(one, 'STATUS')}`;

function componentsOf(ics: string): Component[] {
  const found: Component[] = [];
  let isIn = false;
  for (const line of readLines(ics)) {
    if (line.name === 'BEGIN' && line.value === 'VEVENT') {
      isIn = true;
      found.push({ lines: [] });
    } else if (line.name === 'END' && line.value === 'VEVENT') isIn = false;
    else if (isIn) found.at(-1)?.lines.push(line);
  }
  return found;
}

function startsOf(one: Component, taking: Taking, to: Temporal.Instant): Temporal.Instant[] {
  const dtstart = find(one, 'DTSTART');
  const rule = find(one, 'RRULE');
  if (!dtstart || !rule) return [start(one)];
  const zone = zoneOf(dtstart);
  const wall = Temporal.PlainDateTime.from(dtstart.value);
  const options = { rruleString: rule.value, temporal: Temporal };
  // Floating, every occurrence is generated; in its zone, those that the clocks skip are not.
  const last = /UNTIL=(\w+)/.exec(rule.value)?.[1];
  const walls = new RRuleTemporal({
    ...options,
    rruleString: rule.value.replace(/;UNTIL=\w+/, ''),
    dtstart: wall.toZonedDateTime('UTC'),
  }).between(wall.toZonedDateTime('UTC'), to.add({ hours: 48 }).toZonedDateTimeISO('UTC'), true);
  const ruled = walls.flatMap((floating) => {
    const local = floating.toPlainDateTime();
    const at = local.toZonedDateTime(zone);
    const isThere = at.toPlainDateTime().equals(local);
    if (!isThere && taking === 'strict') return [];
    if (last !== undefined && Temporal.Instant.compare(at.toInstant(), instant(last)) > 0) return [];
    return [at.toInstant()];
  });
  const excluded = new Set(all(one, 'EXDATE').map((line) => String(instantOf(line))));
  const set = new Set([...ruled, ...all(one, 'RDATE').map(instantOf)].map(String));
  return [...set]
    .filter((at) => !excluded.has(at))
    .map((at) => Temporal.Instant.from(at))
    .filter((at) => Temporal.Instant.compare(at, to) < 0);
}

const all = ({ lines }: Component, name: string) => lines.filter((line) => line.name === name);
const find = (one: Component, name: string) => all(one, name)[0];
const value = (one: Component, name: string): string => find(one, name)?.value ?? '';
const zoneOf = ({ parameters }: ReadLine): string => /;TZID=([^;]+)/.exec(parameters)?.[1] ?? 'UTC';
const instant = (text: string): Temporal.Instant =>
  Temporal.PlainDateTime.from(text.replace('Z', '')).toZonedDateTime('UTC').toInstant();

function instantOf(line: ReadLine): Temporal.Instant {
  if (line.value.endsWith('Z')) return instant(line.value);
  return Temporal.PlainDateTime.from(line.value).toZonedDateTime(zoneOf(line)).toInstant();
}

function start(one: Component): Temporal.Instant {
  const line = find(one, 'DTSTART');
  if (!line) throw new Error('no DTSTART');
  return instantOf(line);
}
