/** One thing that a configuration was checked for. */
export interface Check {
  ok: boolean;
  /** What was looked at, and what was found. */
  what: string;
  /** What to do where it is not as it should be. */
  fix?: string;
}
