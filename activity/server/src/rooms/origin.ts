const activityHost = /^\d{1,20}\.discordsays\.com$/;

/**
 * Whether a page of this origin may speak to the rooms: one of this site, by the name that it was asked for or its public
 * one, or the Activity behind Discord's proxy. Programs send no origin; they need a token as everybody does.
 */
export const isOwnOrigin =
  (publicHost: string | null) =>
  (origin: string | undefined, host: string | undefined): boolean => {
    if (origin === undefined) return true;
    if (!URL.canParse(origin)) return false;
    const from = new URL(origin).host;
    return from === host || from === publicHost || activityHost.test(from);
  };
