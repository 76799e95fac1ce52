/** Of several that a browser names, the first here is what it is: Edge says that it is Chrome too, and Chrome says Safari. */
const programs: readonly [RegExp, string][] = [
  [/\bDiscord\//i, 'Discord'],
  [/\bSlack_SSB\/|\bSlack\//i, 'Slack'],
  [/\bEdgi?A?(?:OS)?\//i, 'Edge'],
  [/\bOPR\/|\bOpera\//i, 'Opera'],
  [/\bSamsungBrowser\//i, 'Samsung Internet'],
  [/\bFirefox\/|\bFxiOS\//i, 'Firefox'],
  [/\bChrome\/|\bCriOS\//i, 'Chrome'],
  [/\bSafari\//i, 'Safari'],
];
const systems: readonly [RegExp, string][] = [
  [/\biPhone\b/i, 'iPhone'],
  [/\biPad\b/i, 'iPad'],
  [/\bAndroid\b/i, 'Android'],
  [/\bWindows\b/i, 'Windows'],
  [/\bCrOS\b/i, 'ChromeOS'],
  [/\bMac OS X\b|\bMacintosh\b/i, 'macOS'],
  [/\bLinux\b/i, 'Linux'],
];
/** Browsers' own words are shorter; what is longer is read no further. */
const maxRead = 400;

/** "Firefox · Windows", by what a browser says of itself; null where it says nothing that we know. Never its own text. */
export function deviceLabel(userAgent: string | undefined): string | null {
  const text = userAgent?.slice(0, maxRead) ?? '';
  const known = [programs, systems].flatMap((list) => list.find(([pattern]) => pattern.test(text))?.[1] ?? []);
  return known.length === 0 ? null : known.join(' · ');
}
