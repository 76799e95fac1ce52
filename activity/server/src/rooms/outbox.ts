import type { FromServer, ServerEvent } from '@echochat/activity-protocol/rooms/events.ts';

/** What a room says, and to whom: all but the sessions that are named. */
export interface Outbox {
  toAll<Name extends ServerEvent>(event: Name, data: FromServer[Name], but?: readonly string[]): void;
  /** May be dropped for who cannot keep up. */
  toAllSoon<Name extends ServerEvent>(event: Name, data: FromServer[Name], but?: readonly string[]): void;
  toSession<Name extends ServerEvent>(session: string, event: Name, data: FromServer[Name]): void;
}
