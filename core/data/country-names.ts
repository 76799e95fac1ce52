import { foldPlace } from '../src/platform/places/fold-place.ts';

/** What people call countries and their best-known parts beside the names that CLDR and GeoNames bring. */
const spoken: Readonly<Record<string, readonly string[]>> = {
  US: ['USA', 'United States of America', 'America', 'the states', 'EEUU', 'EUA', 'Estados Unidos de América'],
  GB: [
    'Great Britain',
    'Britain',
    'England',
    'Scotland',
    'Wales',
    'Northern Ireland',
    'Gran Bretaña',
    'Inglaterra',
    'Escocia',
    'Gales',
    'RU',
  ],
  NL: ['Holland', 'the Netherlands', 'Holanda'],
  AE: ['UAE', 'EAU', 'Emiratos'],
  CZ: ['Czech Republic', 'República Checa'],
  KR: ['Korea', 'Corea'],
  NZ: ['NZ', 'Nueva Zelandia'],
  CD: ['DR Congo', 'DRC'],
  MM: ['Burma', 'Birmania'],
  CI: ['Ivory Coast', 'Costa de Marfil'],
  DO: ['Dominican Republic', 'RD'],
};

/** Every folded name of a country: in English and Spanish, long and short, and as its own people write it. */
export function namesOfCountry(code: string): string[] {
  const own = new Intl.Locale(`und-${code}`).maximize().language;
  const said = ['en', 'es', 'es-MX', own].flatMap((language) =>
    (['long', 'short'] as const).map((style) =>
      new Intl.DisplayNames(language, { type: 'region', style, fallback: 'none' }).of(code),
    ),
  );
  const names = [...said, ...(spoken[code] ?? [])].flatMap((name) => (name === undefined ? [] : [foldPlace(name)]));
  return [...new Set(names)].filter((name) => name.length > 1);
}
