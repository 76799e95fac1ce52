import { protocolVersion } from '@echochat/activity-protocol/rooms/events.ts';
import { WebSocket } from 'ws';

export interface AttackSeat {
  room: number;
  board: number;
  userId: number;
  token: string;
}

/** A page by hand, which says what it likes and need not read what it is told. */
export class AttackPage {
  readonly seat: AttackSeat;
  readonly socket: WebSocket;
  readonly joined: Promise<void>;
  closedAt: number | null = null;
  onHeard: (text: string) => void = () => {};

  constructor(port: number, seat: AttackSeat, localAddress = '127.0.0.1') {
    this.seat = seat;
    this.socket = new WebSocket(`ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`, { localAddress });
    this.socket.on('error', () => {});
    this.socket.on('close', () => {
      this.closedAt ??= performance.now();
    });
    this.joined = new Promise((resolve) =>
      this.socket.on('message', (data) => {
        const text = String(data);
        this.onHeard(text);
        if (text.startsWith('0')) this.socket.send(`40${JSON.stringify({ token: seat.token })}`);
        else if (text === '2') this.socket.send('3');
        else if (text.startsWith('40')) this.join();
        else if (text.startsWith('42["room:joined"')) resolve();
      }),
    );
  }

  say(event: string, data: object): void {
    if (this.socket.readyState === WebSocket.OPEN)
      this.socket.send(`42${JSON.stringify([event, { roomId: this.seat.room, ...data }])}`, () => {});
  }

  join(): void {
    this.say('room:join', { version: protocolVersion });
  }

  draw(...changes: unknown[]): void {
    this.say('room:whiteboard:stroke', { boardId: this.seat.board, changes });
  }

  /** Reads nothing from now on. */
  deafen(): void {
    this.socket.pause();
  }

  async close(): Promise<void> {
    if (this.socket.readyState === WebSocket.CLOSED) return;
    const closed = new Promise<void>((resolve) => this.socket.on('close', () => resolve()));
    this.socket.terminate();
    await closed;
  }
}

export const shape = (id: string, given: object = {}) => ({
  el: {
    ...{ id, type: 'freedraw', version: 1, versionNonce: 1, isDeleted: false },
    ...{ x: 0, y: 0, width: 9, height: 9, points: [[0, 0]] },
    ...given,
  },
});
