// The client's side of PostgreSQL's wire protocol, as far as turns need it: where a message ends, and where a turn does.

const sslRequest = 80_877_103;
const cancelRequest = 80_877_102;

export type Message =
  | { kind: 'ssl' | 'cancel' | 'terminate'; bytes: Uint8Array }
  /** `endsTurn`: the server answers with ReadyForQuery, after which another client may have its turn. */
  | { kind: 'query'; bytes: Uint8Array; endsTurn: boolean };

/** Cuts a stream of bytes into messages. Pieces of any size may arrive; what is incomplete waits for the rest. */
export class MessageReader {
  #buffer: Buffer = Buffer.alloc(0);
  #started = false;

  read(data: Buffer): Message[] {
    this.#buffer = this.#buffer.length === 0 ? data : Buffer.concat([this.#buffer, data]);
    const messages: Message[] = [];
    for (let message = this.#next(); message; message = this.#next()) messages.push(message);
    return messages;
  }

  #next(): Message | null {
    // The first messages have no type, only a length; every later one begins with the letter of its type.
    const head = this.#started ? 1 : 0;
    if (this.#buffer.length < head + 4) return null;
    const length = head + this.#buffer.readInt32BE(head);
    if (this.#buffer.length < length) return null;
    const bytes = new Uint8Array(this.#buffer.subarray(0, length));
    const code = this.#started ? 0 : this.#buffer.readInt32BE(4);
    const type = this.#started ? String.fromCharCode(bytes[0] ?? 0) : '';
    this.#buffer = this.#buffer.subarray(length);

    if (code === sslRequest) return { kind: 'ssl', bytes };
    if (code === cancelRequest) return { kind: 'cancel', bytes };
    if (!this.#started) {
      this.#started = true;
      return { kind: 'query', bytes, endsTurn: true };
    }
    if (type === 'X') return { kind: 'terminate', bytes };
    // Sync, a simple query and a function call end with ReadyForQuery; parse, bind, execute and the like do not.
    return { kind: 'query', bytes, endsTurn: type === 'S' || type === 'Q' || type === 'F' };
  }
}

/** Whether what the server sent last says that the session is idle: outside any transaction. */
export function endsIdle(output: Uint8Array): boolean {
  const at = output.length - 6;
  return at >= 0 && output[at] === 0x5a && output[at + 4] === 5 && output[at + 5] === 0x49;
}

/** Whether the server says an error of the severity PANIC: it cannot go on, with nobody's session. */
export const isPanic = (output: Buffer): boolean => output[0] === 0x45 && output.includes('\0VPANIC\0');
