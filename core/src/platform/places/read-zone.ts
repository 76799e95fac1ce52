import { begunPlaces } from './begun-places.ts';
import { readOffset } from './clocks.ts';
import { foldPlace } from './fold-place.ts';
import { listedZone } from './listed-zone.ts';
import type { Named } from './place-index.ts';
import { readByOffset, readLetters, readZoneName } from './read-clock.ts';
import { readPlace, stripped, zonesOf } from './read-place.ts';
import { noPlaces, saidZones } from './said-zones.ts';
import { similarPlaces } from './similar-places.ts';
import type { Asking, ZoneReading } from './zone-choice.ts';

const mostTyped = 80;
const mostLike = 3;
/** As many letters of a name say which place is begun, where it is a well-known one (in thousands of people). */
const begunLetters = 4;
const wellKnown = 500;

/** Reads a zone, an offset, a zone's letters, a city, a region or a country, in English or Spanish. */
export function readZone(typed: string, asking: Asking): ZoneReading {
  const clean = typed.normalize('NFKC').slice(0, mostTyped).trim();
  const whole = readOne(clean, asking) ?? readParts(clean, asking);
  if (whole) return whole;
  const folded = foldPlace(clean);
  return folded === '' || noPlaces.has(folded) ? { kind: 'unknown' } : likeOf(stripped(folded), asking);
}

function readOne(clean: string, asking: Asking): ZoneReading | null {
  const listed = clean.includes('/') || /^utc$/i.test(clean) ? listedZone(clean) : null;
  if (listed) return { kind: 'zone', zone: listed };
  const minutes = readOffset(clean);
  if (minutes !== null) return readByOffset(minutes, asking);
  const folded = foldPlace(clean);
  if (folded === '' || noPlaces.has(folded)) return null;
  for (const said of new Set([folded, stripped(folded)])) {
    const found =
      readLetters(said, asking) ?? readSaid(said) ?? readPlace(said, clean, asking) ?? readZoneName(said, asking);
    if (found) return found;
  }
  const old = listedZone(clean);
  return old ? { kind: 'zone', zone: old } : null;
}

/** "New York (EST)", "EST/New York", "Berlin CET": the part that says it without a question, else the first that says it. */
function readParts(clean: string, asking: Asking): ZoneReading | null {
  const letters = /^(.+?)[\s,(]+([A-Z]{2,5})\)?$/.exec(clean);
  const parts = [...(letters?.slice(1) ?? []), ...clean.split(/[(),;|]| - /), ...clean.split('/')]
    .map((part) => part.trim())
    .filter((part) => part !== '' && part !== clean);
  const read = parts.flatMap((part) => readOne(part, asking) ?? []);
  return read.find(({ kind }) => kind === 'zone') ?? read[0] ?? null;
}

const readSaid = (folded: string): ZoneReading | null => {
  const zone = Object.hasOwn(saidZones, folded) ? saidZones[folded] : undefined;
  return zone === undefined ? null : { kind: 'zone', zone };
};

function likeOf(folded: string, asking: Asking): ZoneReading {
  const similar = similarPlaces(folded);
  const choices = zonesOf(similar.length > 0 ? similar : begunBy(folded), asking).slice(0, mostLike);
  return choices.length > 0 ? { kind: 'like', choices } : { kind: 'unknown' };
}

const begunBy = (folded: string): Named[] =>
  folded.length < begunLetters
    ? []
    : begunPlaces(folded).filter(({ place, isOwn }) => isOwn && place.people >= wellKnown);
