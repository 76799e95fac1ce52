/**
 * The tag for dates: the browser's own (en-GB) where it is of the language that is spoken here, else that language. Some
 * browsers name what no standard knows (en-US@posix), which Intl refuses.
 */
export function localeOf(browser: string, language: string): string {
  if (!browser.toLowerCase().startsWith(language)) return language;
  try {
    return Intl.getCanonicalLocales(browser)[0] ?? language;
  } catch {
    return language;
  }
}
