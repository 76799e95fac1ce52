import countriesJson from './countries.json' with { type: 'json' };
import type { Locale } from './learner.ts';
import namesJson from './names.json' with { type: 'json' };
import type { Dice } from './prng.ts';

export type Gender = 'f' | 'm';

export interface Person {
  given: string;
  family: string;
  gender: Gender;
  country: string;
  timezone: string;
  city: string;
  location: string;
  locale: Locale;
  languages: string[];
  /** The skill that is this person's first language, where the language code alone cannot say it. */
  motherTongue: string | null;
}

interface Culture {
  readonly f: readonly string[];
  readonly m: readonly string[];
  readonly family: readonly string[];
  /** Family names of men, in the order of `family`, where they differ. */
  readonly familyM?: readonly string[];
  /** How often a second family name is written. */
  readonly second?: number;
}

interface Country {
  readonly code: string;
  readonly en: string;
  readonly es: string;
  readonly weight: number;
  readonly zones: readonly { readonly zone: string; readonly weight: number; readonly cities: readonly string[] }[];
  readonly people: readonly Population[];
}

interface Population {
  readonly culture: string;
  readonly weight: number;
  readonly speaks: readonly string[];
  readonly sometimes?: readonly string[];
  /** How many of them use EchoChat in Spanish. */
  readonly spanish?: number;
  readonly mother?: string;
  readonly cities?: readonly string[];
}

const COUNTRIES: readonly Country[] = countriesJson;
const NAMES: Readonly<Record<string, Culture>> = namesJson;

const byWeight = (item: { readonly weight: number }): number => item.weight;

/** Somebody from somewhere: a country by its weight, a people of that country, a zone, a city, a name. */
export function createPerson(dice: Dice): Person {
  const country = dice.weighted(COUNTRIES, byWeight);
  const population = dice.weighted(country.people, byWeight);
  const place = dice.weighted(country.zones, byWeight);
  const city = dice.pick(population.cities ?? place.cities);
  const locale: Locale = dice.chance(population.spanish ?? 0) ? 'es' : 'en';
  return {
    ...createName(dice, population.culture),
    country: country.code,
    timezone: place.zone,
    city,
    location: city === country[locale] ? city : `${city}, ${country[locale]}`,
    locale,
    languages: createLanguages(dice, population, locale),
    motherTongue: population.mother ?? null,
  };
}

function createName(dice: Dice, cultureName: string): Pick<Person, 'given' | 'family' | 'gender'> {
  const culture = NAMES[cultureName];
  if (culture === undefined) throw new Error(`No names for the culture "${cultureName}"`);
  const gender: Gender = dice.chance(0.5) ? 'f' : 'm';
  const families = gender === 'm' ? (culture.familyM ?? culture.family) : culture.family;
  const first = dice.pick(families);
  const second = dice.pick(families);
  const hasSecond = first !== second && dice.chance(culture.second ?? 0);
  return { given: dice.pick(culture[gender]), family: hasSecond ? `${first} ${second}` : first, gender };
}

function createLanguages(dice: Dice, population: Population, locale: Locale): string[] {
  const extra = (population.sometimes ?? []).filter(() => dice.chance(0.5));
  // Whoever reads EchoChat in a language speaks it.
  return [...new Set([...population.speaks, ...extra, locale])];
}
