/** What the site and its Activity are called from outside; null where there is none. */
export interface OwnNames {
  publicHost: string | null;
  /** Discord shows the Activity under this application's own name alone. */
  discordClientId: string | null;
}

export const activityHost = (discordClientId: string): string => `${discordClientId}.discordsays.com`;

/**
 * Whether a page of this origin may speak to the rooms: one of this site, by the name that it was asked for or its public
 * one, or our own Activity behind Discord's proxy. Programs send no origin; they need a token as everybody does.
 */
export const isOwnOrigin =
  ({ publicHost, discordClientId }: OwnNames) =>
  (origin: string | undefined, host: string | undefined): boolean => {
    if (origin === undefined) return true;
    if (!URL.canParse(origin)) return false;
    const { host: from, protocol } = new URL(origin);
    if (discordClientId !== null && from === activityHost(discordClientId)) return protocol === 'https:';
    return from === host || from === publicHost;
  };
