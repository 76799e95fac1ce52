import { readFileSync } from 'node:fs';
import { foldPlace } from './fold-place.ts';

/** A country, a region or a city. */
export interface Place {
  kind: 'country' | 'region' | 'city';
  /** A country has no name here: it is named in the reader's language. */
  name: string;
  country: string;
  /** The name of the region, or empty. */
  region: string;
  /** IANA zones, the one with most people first. */
  zones: readonly string[];
  /** In thousands. */
  people: number;
}

export interface Zone {
  name: string;
  /** In thousands. */
  people: number;
  /** Abbreviations that its people write, and those that only tables know. */
  letters: readonly string[];
  rareLetters: readonly string[];
  names: readonly string[];
}

/** A place by one of its names. Names from other languages are weaker than its own. */
export interface Named {
  place: Place;
  isOwn: boolean;
}

export interface PlaceIndex {
  zones: readonly Zone[];
  byName: ReadonlyMap<string, readonly Named[]>;
  /** Every name, sorted, for what begins with what was typed so far. */
  names: readonly string[];
  /** Countries by their codes and every name. */
  countries: ReadonlyMap<string, string>;
  /** Letters of regions ("OR"), by country and region. */
  regionLetters: ReadonlyMap<string, string>;
  /** The biggest city of each zone. */
  mainCity: ReadonlyMap<string, Place>;
}

/** Provinces of many countries are called so, and nobody means one by it. */
const isDirection = /^(?:north|south|east|west|central)(?:ern)?$/i;

/** "Principado de Asturias" is Asturias. */
const kindOfRegion =
  /^(?:principado|comunidad(?: foral| autonoma)?|region|provincia|estado|departamento|province|state) (?:de|del|of) (?:la |el |los )?/;

let opened: PlaceIndex | null = null;

/** The index of data/places.tsv, read when the first place is asked for: most of what EchoChat does needs none. */
export const placeIndex = (): PlaceIndex => {
  opened ??= parse(readPlaces());
  return opened;
};

const readPlaces = (): string => readFileSync(new URL('../../../data/places.tsv', import.meta.url), 'utf8');

/** The packages that the file was made from, with their versions. */
export const placeSources = (): string[] => readPlaces().split('\n', 1)[0]?.split('\t').slice(1) ?? [];

function parse(file: string): PlaceIndex {
  const zones: Zone[] = [];
  const regions: Place[] = [];
  const countries = new Map<string, string>();
  const regionLetters = new Map<string, string>();
  const mainCity = new Map<string, Place>();
  const byName = new Map<string, Named[]>();
  const add = (folded: string, place: Place, isOwn: boolean) => {
    const known = byName.get(folded);
    if (known) known.push({ place, isOwn });
    else byName.set(folded, [{ place, isOwn }]);
  };
  const zonesOf = (numbers: string) => numbers.split(',').flatMap((number) => zones[Number(number)]?.name ?? []);
  const parts = (text: string, by: string) => (text === '' ? [] : text.split(by));
  for (const line of file.split('\n')) {
    const [kind, a = '', b = '', c = '', d = '', e = '', f = ''] = line.split('\t');
    switch (kind) {
      case 'zone':
        zones.push({
          name: a,
          people: Number(b),
          letters: parts(c, ','),
          rareLetters: parts(d, ','),
          names: parts(e, '|'),
        });
        break;
      case 'country': {
        const place: Place = { kind, name: '', country: a, region: '', zones: zonesOf(c), people: Number(b) };
        for (const name of parts(d, '|')) {
          countries.set(name, a);
          add(name, place, true);
        }
        break;
      }
      case 'region': {
        const place: Place = { kind, name: a, country: c, region: a, zones: zonesOf(e), people: Number(d) };
        regions.push(place);
        if (b !== '') regionLetters.set(`${c} ${b.toLowerCase()}`, a);
        const names = [foldPlace(a), foldPlace(a).replace(kindOfRegion, '')];
        if (!isDirection.test(a)) for (const name of new Set(names)) add(name, place, true);
        break;
      }
      case 'city': {
        const region = c === '' ? '' : (regions[Number(c)]?.name ?? '');
        const place: Place = { kind, name: a, country: b, region, zones: zonesOf(d), people: Number(e) };
        const [zone = ''] = place.zones;
        if (!mainCity.has(zone)) mainCity.set(zone, place);
        add(foldPlace(a), place, true);
        for (const name of parts(f, '|')) add(name, place, false);
      }
    }
  }
  return { zones, byName, names: [...byName.keys()].sort(), countries, regionLetters, mainCity };
}
