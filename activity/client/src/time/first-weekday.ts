/** The day that a week begins on where a locale is spoken, 0 is Sunday; Monday where the browser does not say. */
export function firstWeekdayOf(tag: string): number {
  const locale: object = new Intl.Locale(tag);
  const ask: unknown = Reflect.get(locale, 'getWeekInfo');
  const info: unknown = typeof ask === 'function' ? ask.call(locale) : Reflect.get(locale, 'weekInfo');
  const day: unknown = typeof info === 'object' && info !== null ? Reflect.get(info, 'firstDay') : 1;
  return typeof day === 'number' ? day % 7 : 1;
}
