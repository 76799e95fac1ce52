// What people say of clocks and of parts of countries that no table has.

/** Parts of countries with a clock of their own, and short names of cities. */
export const saidZones: Readonly<Record<string, string>> = {
  la: 'America/Los_Angeles',
  sf: 'America/Los_Angeles',
  'bay area': 'America/Los_Angeles',
  'silicon valley': 'America/Los_Angeles',
  dc: 'America/New_York',
  'east coast': 'America/New_York',
  'west coast': 'America/Los_Angeles',
  este: 'America/New_York',
  cdmx: 'America/Mexico_City',
  df: 'America/Mexico_City',
  hk: 'Asia/Hong_Kong',
  kl: 'Asia/Kuala_Lumpur',
  canarias: 'Atlantic/Canary',
  'islas canarias': 'Atlantic/Canary',
  'canary islands': 'Atlantic/Canary',
  tenerife: 'Atlantic/Canary',
  'gran canaria': 'Atlantic/Canary',
  lanzarote: 'Atlantic/Canary',
  fuerteventura: 'Atlantic/Canary',
  peninsular: 'Europe/Madrid',
  peninsula: 'Europe/Madrid',
  mallorca: 'Europe/Madrid',
  ibiza: 'Europe/Madrid',
  'islas baleares': 'Europe/Madrid',
  azores: 'Atlantic/Azores',
  madeira: 'Atlantic/Madeira',
  bali: 'Asia/Makassar',
  hawai: 'Pacific/Honolulu',
  bavaria: 'Europe/Berlin',
  baviera: 'Europe/Berlin',
  cerdena: 'Europe/Rome',
  sicilia: 'Europe/Rome',
};

/** What stands around the name of a place: "I live in Berlin", "hora de Madrid", "London time". */
export const before =
  /^(?:i (?:live|am|work) (?:in|at|from|near)|im (?:in|from)|based (?:in|out of)|living in|from|in|near|the city of|city of|vivo en|estoy en|trabajo en|soy de|desde|cerca de|en|de|la ciudad de|hora(?:rio)?(?: local)?(?: de| del)?(?: la| el)?|zona(?: horaria)?(?: de| del)?(?: la| el)?|time ?zone(?: of| in)?) /;
export const after = / (?:(?:local )?time(?: ?zone)?|tz|area|city)$/;

/** Everyday words that somewhere are a place's name, and here are none. */
export const noPlaces = new Set(
  `home|casa|here|aqui|aca|noon|later|soon|now|ahora|luego|pronto|work|trabajo|my time|mi hora|evening|morning|night|noche|tarde|manana|today|hoy|
tomorrow|none|nothing|nada|no|si|yes|same|igual|idk|no se|ok|hola|hello|hi|test|anywhere|everywhere|nowhere|earth|world|
mundo|europe|europa|asia|africa|local|school|office|oficina|any|guitar|banana|summer|winter|verano|invierno`
    .split('|')
    .map((word) => word.trim()),
);
