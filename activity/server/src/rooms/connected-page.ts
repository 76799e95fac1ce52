import type { ErrorCode } from '@echochat/core/platform/errors.ts';
import type { Visit } from './visit.ts';

/** A page that is connected here. */
export interface ConnectedPage {
  userId: number;
  /** The browser session that it is of. */
  sessionId: number;
  visit: Visit;
  /** The room that it is in, wherever that is. */
  readonly roomId: number | null;
  /** Whether it is in a room, or on its way there. */
  concerns(roomId: number): boolean;
  /** Ends it; `expel` says why. */
  cut(): void;
  expel(code: ErrorCode): void;
}
