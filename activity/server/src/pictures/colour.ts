/** What somebody gave as a colour, where it is one that a picture may hold; else the usual one. */
export function colourOf(value: unknown, otherwise: string): string {
  return typeof value === 'string' && /^(?:#[0-9a-f]{3,8}|[a-z]{3,20})$/i.test(value) ? value : otherwise;
}
