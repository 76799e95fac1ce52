import { connect } from 'node:net';
import { setTimeout as wait, setImmediate as yieldOnce } from 'node:timers/promises';
import { AttackPage, type AttackSeat, shape } from './attacks-page.ts';

export interface Attack {
  port: number;
  /** Of the attacker, who has a room with two others in it. */
  page: AttackPage;
  seat: AttackSeat;
  others: AttackPage[];
}

export interface Flood {
  name: string;
  /** Whether the attacker has to be gone within a second of it. */
  isCut: boolean;
  /** What may be done at leisure before. */
  prepare?(attack: Attack): Promise<void>;
  run(attack: Attack): void | Promise<void>;
}

/** As fast as it goes, but for moments in which this process looks at what others feel. */
async function times(count: number, work: (at: number) => void): Promise<void> {
  for (let at = 0; at < count; at += 1) {
    work(at);
    if (at % 20 === 19) await yieldOnce();
  }
}
/** Below every budget. */
async function slowly(count: number, work: (at: number) => void, everyMs: number): Promise<void> {
  for (let at = 0; at < count; at += 1) {
    work(at);
    await wait(everyMs);
  }
}
const manyPoints = (count: number) => Array.from({ length: count }, (_, at) => [at % 997, 12_345]);
const staleChanges = Array.from({ length: 500 }, () => ['e0', 1, 2, 0, 0, 0, 0]);
const away = '127.0.0.2';

export const floods: readonly Flood[] = [
  {
    name: 'stale changes of large elements, deaf',
    isCut: true,
    async prepare({ page }) {
      const customData = 'x'.repeat(60_000);
      await slowly(60, (at) => page.draw(shape(`e${at}`, { customData })), 80);
      await slowly(70, (at) => page.draw(shape(`f${at}`, { points: manyPoints(4_500) })), 80);
    },
    run({ page }) {
      page.deafen();
      return times(150, () => page.draw(...staleChanges));
    },
  },
  {
    name: 'pressures that go on',
    isCut: true,
    async prepare({ page }) {
      page.draw(shape('e0'));
    },
    run({ page }) {
      const pressures = Array.from({ length: 30_000 }, () => 1);
      return times(400, (at) => page.draw(['e0', at + 2, 1, 1, 1, 0, 0, pressures.slice(0, 19_000)]));
    },
  },
  {
    name: 'elements of 60 kB, one after the other',
    isCut: true,
    run: ({ page }) => times(500, (at) => page.draw(shape(`g${at}`, { points: manyPoints(4_500) }))),
  },
  {
    name: 'one element that grows by its fields',
    isCut: true,
    run({ page }) {
      page.draw(shape('h'));
      return times(400, (at) => page.draw(['h', at + 2, 1, 1, 1, { [`own${at}`]: 'x'.repeat(60_000) }, 0]));
    },
  },
  {
    name: 'tiny changes of a long stroke',
    isCut: true,
    async prepare({ page }) {
      page.draw(shape('e0', { points: manyPoints(4_500) }));
    },
    run: ({ page }) =>
      times(150, (at) => {
        const v = at * 500 + 2;
        page.draw(...Array.from({ length: 500 }, (_, of) => ['e0', v + of, 1, 1, 1, 0, [1, 1]]));
      }),
  },
  {
    name: 'acts that change a large document',
    isCut: false,
    async prepare({ page }) {
      const url = `https://example.org/${'x'.repeat(2_000)}`;
      await slowly(40, (at) => page.say('room:act', { action: { do: 'link:add', url, title: `${at}` } }), 220);
    },
    run: ({ page }) => times(200, (at) => page.say('room:act', { action: { do: 'hand', up: at % 2 === 0 } })),
  },
  {
    name: 'notes that are written and erased whole',
    isCut: true,
    run: ({ page }) =>
      times(200, (at) => {
        const changes = at % 2 === 0 ? [[0, 'x'.repeat(45_000)]] : [[45_000]];
        page.say('room:notes', { version: at, updates: [{ clientID: 'a', changes }] });
      }),
  },
  {
    name: 'notes that are far behind',
    isCut: true,
    async prepare({ page }) {
      for (let round = 0; round < 10; round += 1) {
        const updates = Array.from({ length: 90 }, (_, at) => {
          const length = round * 90 + at;
          return { clientID: 'a', changes: length === 0 ? [[0, 'x']] : [length, [0, 'x']] };
        });
        page.say('room:notes', { version: round * 90, updates });
        await wait(50);
      }
    },
    run: ({ page }) => {
      page.deafen();
      const updates = Array.from({ length: 200 }, () => ({ clientID: 'b', changes: [[0, 'y']] }));
      return times(410, () => page.say('room:notes', { version: 0, updates }));
    },
  },
  {
    name: 'signals for another page',
    isCut: true,
    async prepare({ page, others }) {
      for (const one of [page, ...others]) one.say('room:voice', { on: true, isMuted: false, hasCamera: false });
      await wait(200);
    },
    run({ page }) {
      let to = '';
      page.onHeard = (text) => {
        to = /"session":"([^"]+)"/.exec(text)?.[1] ?? to;
      };
      return times(400, () => page.say('room:webrtc:offer', { to: to || 'x', offer: 'x'.repeat(29_000) }));
    },
  },
  {
    name: 'voices that come and go',
    isCut: true,
    run: ({ page }) =>
      times(1_000, (at) => page.say('room:voice', { on: at % 2 === 0, isMuted: false, hasCamera: false })),
  },
  {
    name: 'hands that move',
    isCut: true,
    run: ({ page, seat }) => times(10_000, (at) => page.say('room:cursor', { boardId: seat.board, x: at, y: 0 })),
  },
  { name: 'joins without an end', isCut: true, run: ({ page }) => times(1_000, () => page.join()) },
  {
    name: 'parts of a full page, deaf',
    isCut: true,
    async prepare({ page }) {
      await slowly(70, (at) => page.draw(shape(`f${at}`, { points: manyPoints(4_500) })), 80);
    },
    run({ page, seat }) {
      page.deafen();
      return times(390, () => page.say('room:elements', { boardId: seat.board, from: 0, since: 0 }));
    },
  },
  {
    name: 'pings of the WebSocket, deaf',
    isCut: true,
    run({ page }) {
      page.deafen();
      return times(20_000, () => page.socket.ping('x'.repeat(120), true, () => {}));
    },
  },
  {
    name: 'pages that come and go',
    isCut: false,
    async run({ port, seat }) {
      for (let round = 0; round < 30; round += 1) {
        const pages = Array.from({ length: 10 }, () => new AttackPage(port, seat, away));
        await wait(30);
        await Promise.all(pages.map((one) => one.close()));
      }
    },
  },
  {
    name: 'handshakes that are never finished',
    isCut: false,
    async run({ port }) {
      const upgrade =
        'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
        'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n';
      const sockets = Array.from({ length: 500 }, (_, at) => {
        const socket = connect({ port, host: '127.0.0.1', localAddress: '127.0.0.3' });
        socket.on('error', () => {});
        // Half of them do not even say what they want.
        if (at % 2 === 0) socket.write(upgrade);
        return socket;
      });
      await wait(2_000);
      for (const socket of sockets) socket.destroy();
    },
  },
];
