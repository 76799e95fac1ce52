import { createServer, type Server, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { PGlite } from '@electric-sql/pglite';
import { endsIdle, isPanic, type Message, MessageReader } from './embedded-messages.ts';

export interface EmbeddedServerOptions {
  /** Whether there is room for what may be written next. */
  hasRoom: () => boolean;
  onState: (state: 'well' | 'full') => void;
  /** Called when the session has ended: nobody is served any more. */
  onLost: () => void;
}

/**
 * Serves PGlite, which is one session, to many clients on a loopback port. A client has the session for a whole turn:
 * from its first message to the ReadyForQuery that answers it, and on to the end of its transaction. (The socket server
 * that comes with PGlite takes turns by single messages, so that the parse of one client meets the bind of another.)
 */
export class EmbeddedServer {
  readonly #db: PGlite;
  readonly #options: EmbeddedServerOptions;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #waiting: Turn[] = [];
  /** Who is in the middle of a turn or a transaction; nobody else runs until then. */
  #holder: Socket | null = null;
  #running = false;
  #isFull = false;
  #isLost = false;

  constructor(db: PGlite, options: EmbeddedServerOptions) {
    this.#db = db;
    this.#options = options;
    this.#server = createServer((socket) => this.#accept(socket));
  }

  /** Resolves with the port: the given one, or for 0 one that the system chooses. */
  listen(port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, '127.0.0.1', () => {
        const address = this.#server.address();
        if (typeof address === 'object' && address) resolve(address.port);
        else reject(new Error('the embedded database has no port'));
      });
    });
  }

  /** Does something with the whole database between two transactions; everybody else waits. */
  exclusively<T>(work: (db: PGlite) => Promise<T>): Promise<T> {
    const done = Promise.withResolvers<T>();
    this.#waiting.push({ work: () => work(this.#db).then(done.resolve, done.reject) });
    void this.#run();
    return done.promise;
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
    while (this.#running) await wait(5);
    await this.#db.close();
  }

  #accept(socket: Socket): void {
    this.#sockets.add(socket);
    socket.setNoDelay(true);
    const reader = new MessageReader();
    socket.on('data', (data) => {
      for (const message of reader.read(Buffer.isBuffer(data) ? data : Buffer.from(data))) this.#take(socket, message);
    });
    // A reset is how clients leave; `close` follows and does what is to be done.
    socket.on('error', () => {});
    socket.on('close', () => {
      this.#sockets.delete(socket);
      this.#waiting.push({ socket, message: null });
      void this.#run();
    });
  }

  #take(socket: Socket, message: Message): void {
    switch (message.kind) {
      case 'ssl':
        socket.write('N');
        return;
      case 'cancel':
      case 'terminate':
        socket.end();
        return;
      case 'query':
        this.#waiting.push({ socket, message });
        void this.#run();
    }
  }

  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    for (let turn = this.#next(); turn && !this.#isLost; turn = this.#next()) {
      if (this.#holder === null) await this.#mindRoom();
      try {
        await this.#do(turn);
      } catch {
        // Errors of SQL travel as data. What throws is the session itself; the client learns it by its connection.
        if ('socket' in turn) turn.socket.destroy();
        await this.#loseIfBroken();
        this.#holder = null;
      }
    }
    this.#running = false;
  }

  async #do(turn: Turn): Promise<void> {
    if ('work' in turn) return turn.work();
    return turn.message ? this.#execute(turn.socket, turn.message) : this.#leave(turn.socket);
  }

  /** Without room every transaction that begins is one that reads; with room again they write. */
  async #mindRoom(): Promise<void> {
    const isFull = !this.#options.hasRoom();
    if (isFull === this.#isFull) return;
    try {
      await this.#db.exec(`SET default_transaction_read_only = ${isFull ? 'on' : 'off'}`);
      this.#isFull = isFull;
      this.#options.onState(isFull ? 'full' : 'well');
    } catch {
      await this.#loseIfBroken();
    }
  }

  /** A session that answers nothing any more has to be opened anew, as after a crash. */
  async #loseIfBroken(): Promise<void> {
    await this.#db.query('SELECT 1').catch(() => this.#lose());
  }

  #lose(): void {
    this.#isLost = true;
    this.#options.onLost();
  }

  /** The holder's next message, or anybody's where nobody holds the session. */
  #next(): Turn | null {
    const index =
      this.#holder === null ? 0 : this.#waiting.findIndex((turn) => 'socket' in turn && turn.socket === this.#holder);
    return index < 0 ? null : (this.#waiting.splice(index, 1)[0] ?? null);
  }

  async #execute(socket: Socket, message: Message & { kind: 'query' }): Promise<void> {
    if (socket.destroyed) return;
    this.#holder = socket;
    let last: Uint8Array = new Uint8Array();
    const onRawData = (data: Uint8Array) => {
      // The session reuses its buffer, so what is kept or sent later must be a copy.
      const copy = Buffer.from(data);
      // Said now: after a PANIC the session may compute for ever instead of ending.
      if (isPanic(copy)) this.#lose();
      last = last.length === 0 || copy.length >= 6 ? copy : Buffer.concat([last, copy]);
      if (socket.writable) socket.write(copy);
    };
    await this.#db.runExclusive(() => this.#db.execProtocolRawStream(message.bytes, { onRawData }));
    if (message.endsTurn && endsIdle(last)) this.#holder = null;
  }

  /** A client that is gone in the middle of a turn or a transaction takes nothing with it. */
  async #leave(socket: Socket): Promise<void> {
    if (this.#holder !== socket) return;
    const sync = new Uint8Array([0x53, 0, 0, 0, 4]);
    await this.#db.runExclusive(() => this.#db.execProtocolRawStream(sync, { onRawData: () => {} }));
    await this.#db.exec('ROLLBACK');
    this.#holder = null;
  }
}

type Turn =
  | {
      socket: Socket;
      /** Null when the client has left. */
      message: (Message & { kind: 'query' }) | null;
    }
  | { work: () => Promise<void> };
