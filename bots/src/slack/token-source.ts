/** A workspace that the app is installed in. */
export interface Workspace {
  teamId: string;
  name: string;
  botUserId: string;
}

/** Where the tokens come from: the environment, or the installations in the database. */
export interface TokenSource {
  find(teamId: string): Promise<(Workspace & { token: string }) | null>;
  /** The token that takes the place of one that was refused; null where there is none. */
  replace(teamId: string, refused: string, code: string): Promise<string | null>;
  forget(teamId: string): void;
  onEnded(tell: (sentence: string) => void): void;
}

/**
 * What Slack says of a token that is no good any more. Its documents mean our token by `account_inactive` too: one of a
 * deleted bot or workspace; of a person who is gone it says `user_disabled` or `user_not_found`.
 */
export const deadTokenCodes: ReadonlySet<string | null> = new Set([
  'invalid_auth',
  'not_authed',
  'token_revoked',
  'account_inactive',
  'token_expired',
]);
