/**
 * Where pictures of people may come from: the chats' own hosts, so that nobody learns who looks at a picture of theirs.
 * The pages' content policy names the same ones.
 */
export const avatarHosts = [
  'cdn.discordapp.com',
  'media.discordapp.net',
  'avatars.slack-edge.com',
  'ca.slack-edge.com',
  'a.slack-edge.com',
  'secure.gravatar.com',
  'www.gravatar.com',
  'gravatar.com',
] as const;

/** The same in SQL, for what is read by hand: the column where its address is of these hosts, else null. */
export const shownAvatarSql = (column: string): string =>
  `CASE WHEN ${column} ~ '^https://(${avatarHosts.map((host) => host.replaceAll('.', '[.]')).join('|')})/' THEN ${column} END`;

/** The address of a picture as it may leave the server: of these hosts, over https, written as browsers read it; else null. */
export function shownAvatar(url: string | null | undefined): string | null {
  if (!url || url.length > 2_000 || !URL.canParse(url)) return null;
  const at = new URL(url);
  const isKnown = avatarHosts.some((host) => host === at.host);
  if (at.protocol !== 'https:' || !isKnown || at.username !== '' || at.password !== '') return null;
  // Gravatar leads on to wherever it is told to for who has no picture there.
  if (at.host.endsWith('gravatar.com')) {
    const size = Number(at.searchParams.get('s') ?? 192);
    at.search = `?s=${Number.isInteger(size) && size > 0 && size <= 512 ? size : 192}&d=mp`;
  }
  return at.href;
}
