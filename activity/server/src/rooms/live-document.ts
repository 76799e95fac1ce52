import {
  type Actor,
  act,
  mayAct,
  mayWrite,
  type RoomAction,
  type RoomDocument,
  turnTimer,
} from '@echochat/activity-protocol/rooms/document.ts';
import { EchoError } from '@echochat/core/platform/errors.ts';
import type { ChimeName } from '@echochat/core/platform/realtime.ts';
import { bytesOf } from './element-change.ts';
import { Gather } from './gather.ts';
import type { Outbox } from './outbox.ts';

export interface LiveDocumentOptions {
  document: RoomDocument;
  outbox: Outbox;
  /** Milliseconds since 1970. */
  now: () => number;
  /** RD-1: how often it is told at most, in milliseconds. */
  toldEachMs: number;
  onChanged: () => void;
  /** RD-4: something began at `at` that the voice channel should hear. */
  chime: (chime: ChimeName, at: number) => void;
}

/** The document of an open room: who changes it, whom it is told, and its timer that turns by itself. */
export class LiveDocument {
  readonly #o: LiveDocumentOptions;
  readonly #told: Gather;
  #document: RoomDocument;
  #bytes: number;
  #turnTimer: NodeJS.Timeout | null = null;
  #isClosed = false;

  constructor(options: LiveDocumentOptions) {
    this.#o = options;
    this.#document = options.document;
    this.#bytes = bytesOf(options.document);
    this.#told = new Gather(
      () => this.#tell(),
      () => options.toldEachMs,
    );
    this.#scheduleTurn();
  }

  get document(): RoomDocument {
    return this.#document;
  }

  /** As JSON, when it was told last. */
  get bytes(): number {
    return this.#bytes;
  }

  /** RR-3. Throws not_host, muted, room_list_full. */
  act(action: RoomAction, who: Actor): void {
    if (!mayAct(this.#document, action, who)) throw new EchoError(mayWrite(this.#document, who) ? 'not_host' : 'muted');
    const next = act(this.#document, action, who, this.#o.now());
    if (next === 'full') throw new EchoError('room_list_full');
    if (!next) return;
    this.#change(next);
    if (action.do === 'timer:start') this.#chime('focus', this.#o.now());
    else if (action.do === 'timer:stop') this.#chime('stop', this.#o.now());
  }

  /** Whoever goes raises no hand any more. */
  lowerHand(userId: number): void {
    const lowered = act(this.#document, { do: 'hand', up: false }, { userId, role: 'participant' }, this.#o.now());
    if (lowered && lowered !== 'full') this.#change(lowered);
  }

  #change(document: RoomDocument): void {
    this.#document = document;
    this.#told.push();
    this.#scheduleTurn();
    this.#o.onChanged();
  }

  #tell(): void {
    const document = this.#document;
    this.#bytes = bytesOf(document);
    this.#o.outbox.toAll('room:document', { document, now: this.#o.now() });
  }

  #chime(chime: ChimeName, at: number): void {
    if (this.#document.chimes) this.#o.chime(chime, at);
  }

  #scheduleTurn(): void {
    if (this.#turnTimer) clearTimeout(this.#turnTimer);
    this.#turnTimer = null;
    const endsAt = this.#document.timer?.endsAt;
    if (this.#isClosed || endsAt === undefined || endsAt === null) return;
    this.#turnTimer = setTimeout(
      () => {
        const next = turnTimer(this.#document, this.#o.now());
        if (!next) return this.#scheduleTurn();
        this.#change(next);
        const { timer } = next;
        if (timer?.endsAt != null) this.#chime(timer.phase, timer.endsAt - timer.leftMs);
      },
      Math.max(20, endsAt - this.#o.now()),
    );
    this.#turnTimer.unref();
  }

  /** The timer turns no more. */
  freeze(): void {
    this.#isClosed = true;
    if (this.#turnTimer) clearTimeout(this.#turnTimer);
  }

  /** Nothing is told any more. */
  stop(): void {
    this.#told.stop();
  }
}
