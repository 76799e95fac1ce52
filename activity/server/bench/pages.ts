import { protocolVersion } from '@echochat/activity-protocol/rooms/events.ts';
import { WebSocket } from 'ws';
import type { Seat } from './rooms-ends.ts';

/** A page that speaks Socket.IO's protocol by hand: hundreds of them must cost less than what they measure. */
export class BenchPage {
  readonly seat: Seat;
  readonly name: string;
  /** Updates of others that arrived, and milliseconds that some of them took. */
  delivered = 0;
  bytesIn = 0;
  readonly waits: number[] = [];
  /** The newest x of each element, as this page has heard. */
  readonly xs = new Map<string, number>();
  readonly #socket: WebSocket;
  readonly #looksClosely: boolean;
  readonly joined: Promise<void>;
  #version = 0;

  constructor(port: number, seat: Seat, name: string, looksClosely: boolean) {
    this.seat = seat;
    this.name = name;
    this.#looksClosely = looksClosely;
    this.#socket = new WebSocket(`ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`);
    this.joined = new Promise((resolve, reject) => {
      this.#socket.on('error', reject);
      this.#socket.on('message', (data) => this.#hear(String(data), resolve));
    });
  }

  #hear(text: string, onJoined: () => void): void {
    if (text.startsWith('42["room:whiteboard:stroke"')) this.#updates(text);
    else if (text.startsWith('0')) this.#socket.send(`40${JSON.stringify({ token: this.seat.token })}`);
    else if (text === '2') this.#socket.send('3');
    else if (text.startsWith('40')) this.#emit('room:join', { roomId: this.seat.room, version: protocolVersion });
    else if (text.startsWith('42["room:joined"')) onJoined();
  }

  #updates(text: string): void {
    this.bytesIn += text.length;
    if (!this.#looksClosely) {
      for (let at = text.indexOf('"x":'); at !== -1; at = text.indexOf('"x":', at + 4)) this.delivered += 1;
      return;
    }
    const now = performance.now();
    const [, { changes }] = JSON.parse(text.slice(2));
    for (const packed of changes) {
      if (!Array.isArray(packed)) continue;
      const [id, , , , , set] = packed;
      this.xs.set(id, set.x);
      if (id === this.name) continue;
      this.delivered += 1;
      this.waits.push(now - set.angle);
    }
  }

  #emit(event: string, data: object): void {
    this.#socket.send(`42${JSON.stringify([event, data])}`);
  }

  /** Puts an element of this page's own onto the board, in a version that is newer than any it had before. */
  begin(version = 1): void {
    const { room: roomId, board: boardId } = this.seat;
    this.#version = version;
    const el = {
      id: this.name,
      type: 'rectangle',
      version,
      versionNonce: 1,
      isDeleted: false,
      x: 0,
      y: 0,
      width: 9,
      height: 9,
    };
    this.#emit('room:whiteboard:stroke', { roomId, boardId, changes: [{ el }] });
  }

  /** Moves it. */
  move(): void {
    const { room: roomId, board: boardId } = this.seat;
    this.#version += 1;
    const set = { x: this.#version, angle: performance.now() };
    this.#emit('room:whiteboard:stroke', {
      roomId,
      boardId,
      changes: [[this.name, this.#version, 1, 1, 1, set, 0]],
    });
  }

  get lastX(): number {
    return this.#version;
  }

  close(): void {
    this.#socket.terminate();
  }
}
