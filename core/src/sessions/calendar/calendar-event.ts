/** A session as calendars see it: one meeting, a whole series, or one occurrence that differs from its series. */
export interface CalendarEvent {
  /** The same for a meeting's whole life; a series shares it with its overridden occurrences. */
  uid: string;
  /** Rises with each change of time, place or standing: the highest wins. */
  sequence: number;
  title: string;
  description: string;
  at: Temporal.Instant;
  minutes: number;
  url: string;
  location: string | null;
  /** There are no email addresses here: people are URIs of our own. */
  organizer: { name: string; uri: string };
  attendees: { name: string; uri: string; standing: 'invited' | 'accepted' | 'declined' }[];
  /** Tentative: whose calendar it is has not answered yet. */
  status: 'confirmed' | 'tentative' | 'cancelled';
  /** When this was last said. */
  stamp: Temporal.Instant;
  /** Present for a whole series. `rule` is an RRULE's value whose UNTIL is on the clock of `timeZone`. */
  repeat: { start: Temporal.PlainDateTime; timeZone: string; rule: string } | null;
  /** Present where this stands for one occurrence of the series with this uid: when that was due by the rule. */
  occurrence: { wall: Temporal.PlainDateTime; timeZone: string } | null;
  /** Occurrences of the series that do not take place. */
  skipped: readonly Temporal.PlainDateTime[];
  /** Those that a rule alone does not give: where the clocks skip their hour, at the hour that they are taken to. */
  added: readonly Temporal.PlainDateTime[];
}
