import { type Caller, mostInCall } from '@echochat/activity-protocol/rooms/call.ts';
import { EchoError } from '@echochat/core/platform/errors.ts';

/** Who of a room speaks from their browsers. Their voices go from page to page; this only knows who is in it. */
export class Call {
  readonly #callers = new Map<string, Caller>();

  get callers(): Caller[] {
    return [...this.#callers.values()];
  }

  /** RV-1. Throws call_full. */
  set(caller: Caller): void {
    if (!this.#callers.has(caller.session) && this.#callers.size >= mostInCall)
      throw new EchoError('call_full', { limit: mostInCall });
    this.#callers.set(caller.session, caller);
  }

  /** Whether it was in it. */
  leave(session: string): boolean {
    return this.#callers.delete(session);
  }

  /** RV-2: only who is in the call is spoken to, by who is in it. Throws not_allowed. */
  refuseStrangers(from: string, to: string): void {
    if (!this.#callers.has(from) || !this.#callers.has(to) || from === to) throw new EchoError('not_allowed');
  }
}
