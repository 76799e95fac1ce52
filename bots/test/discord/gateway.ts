import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { constants, createDeflate, type Deflate } from 'node:zlib';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import { moveInVoice } from './own-voice.ts';
import type { Json, World } from './world.ts';

/** How a connection ends: by a close code, by opcode 7 or 9, by a reset, or by silence. */
export type Ending = number | 'reconnect' | 'invalid' | 'invalid-resumable' | 'reset' | 'black-hole';

export interface GatewayControls {
  /** Ends every connection, in one of the ways in which Discord or the net does. */
  disconnect(ending: Ending): void;
  /** From now on identifying is answered by this close code; null lets it be. */
  refuseWith(code: number | null): void;
  /** Resolves once a session is ready (identified or resumed) and connected. */
  ready(): Promise<void>;
  /** Sends an event to the shards that it is for; kept for those that are away and come back. */
  dispatch(event: string, data: Json, guildId?: string | null): void;
  counts: { identifies: number; resumes: number; intents: number[]; connections: number };
}

interface Session {
  id: string;
  shard: [number, number];
  sequence: number;
  sent: { s: number; t: string; d: Json }[];
  connection: Connection | null;
}

interface Connection {
  send(payload: Json): void;
  end(ending: Ending): void;
}

const message = z.object({ op: z.number(), d: z.unknown() });
const identify = z.object({
  token: z.string(),
  intents: z.number(),
  shard: z.tuple([z.number(), z.number()]).default([0, 1]),
});
const resume = z.object({ token: z.string(), session_id: z.string(), seq: z.number() });

const maxKept = 5_000;

/** Discord's gateway, version 10, JSON, plain or as one zlib stream. */
export function openGateway(
  world: World,
  server: Server,
  address: () => string,
  heartbeatMs: number,
): GatewayControls & { close(): void } {
  const sockets = new WebSocketServer({ noServer: true });
  const sessions = new Map<string, Session>();
  const open = new Set<Connection>();
  const counts: GatewayControls['counts'] = { identifies: 0, resumes: 0, intents: [], connections: 0 };
  let refusal: number | null = null;
  let waiting: (() => void)[] = [];

  server.on('upgrade', (request, socket, head) => {
    const url = new URL(request.url ?? '/', 'http://gateway');
    if (!url.pathname.startsWith('/gateway')) return void socket.destroy();
    sockets.handleUpgrade(request, socket, head, (ws) => connect(ws, socket, url.searchParams.get('compress')));
  });

  function connect(ws: WebSocket, raw: Duplex, compress: string | null): void {
    counts.connections += 1;
    const deflate = compress === 'zlib-stream' ? createDeflate() : null;
    if (deflate) pipe(deflate, ws);
    let isSilent = false;
    let session: Session | null = null;
    const connection: Connection = {
      send(payload) {
        if (isSilent || ws.readyState !== ws.OPEN) return;
        const text = JSON.stringify(payload);
        if (deflate) {
          deflate.write(text);
          deflate.flush(constants.Z_SYNC_FLUSH);
        } else ws.send(text);
      },
      end(ending) {
        if (ending === 'reconnect') this.send({ op: 7, d: null });
        else if (ending === 'invalid' || ending === 'invalid-resumable')
          this.send({ op: 9, d: ending === 'invalid-resumable' });
        else if (ending === 'reset') raw.destroy();
        else if (ending === 'black-hole') isSilent = true;
        else ws.close(ending);
        if (ending === 'invalid' && session) sessions.delete(session.id);
        if (session?.connection === this) session.connection = null;
      },
    };
    open.add(connection);
    const leave = () => {
      open.delete(connection);
      if (session?.connection === connection) session.connection = null;
    };
    ws.on('close', leave);
    ws.on('error', leave);
    ws.on('message', (data) => {
      if (isSilent) return;
      const { op, d } = message.parse(JSON.parse(String(data)));
      if (op === 1) connection.send({ op: 11, d: null });
      else if (op === 2) session = start(connection, d);
      else if (op === 6) session = goOn(connection, d);
      else if (op === 4 && session) moveInVoice(world, dispatch, session, d);
    });
    connection.send({ op: 10, d: { heartbeat_interval: heartbeatMs } });
  }

  function start(connection: Connection, data: unknown): Session | null {
    const given = identify.parse(data);
    counts.identifies += 1;
    counts.intents.push(given.intents);
    const code = refusal ?? (world.isRevoked || given.token !== world.token ? 4004 : null);
    if (code !== null) {
      connection.end(code);
      return null;
    }
    const session: Session = { id: randomUUID(), shard: given.shard, sequence: 0, sent: [], connection };
    sessions.set(session.id, session);
    const guilds = [...world.guilds.values()].filter(({ id }) => isOfShard(id, session.shard));
    push(session, 'READY', {
      v: 10,
      session_id: session.id,
      resume_gateway_url: address(),
      shard: session.shard,
      user: { id: world.clientId, username: 'echochat', bot: true, discriminator: '0', avatar: null },
      application: { id: world.clientId, flags: 0 },
      guilds: guilds.map(({ id }) => ({ id, unavailable: true })),
    });
    for (const guild of guilds)
      push(session, 'GUILD_CREATE', {
        id: guild.id,
        name: guild.name,
        preferred_locale: guild.locale,
        unavailable: false,
        voice_states: [...guild.voiceStates].map(([user, channel]) => ({ user_id: user, channel_id: channel })),
      });
    tellReady();
    return session;
  }

  function goOn(connection: Connection, data: unknown): Session | null {
    const given = resume.parse(data);
    const session = sessions.get(given.session_id);
    const oldest = session?.sent[0]?.s ?? 1;
    if (!session || given.token !== world.token || given.seq + 1 < oldest || given.seq > session.sequence) {
      connection.send({ op: 9, d: false });
      return null;
    }
    counts.resumes += 1;
    session.connection = connection;
    for (const { s, t, d } of session.sent) if (s > given.seq) connection.send({ op: 0, s, t, d });
    push(session, 'RESUMED', {});
    tellReady();
    return session;
  }

  function push(session: Session, t: string, d: Json): void {
    session.sequence += 1;
    const event = { s: session.sequence, t, d };
    session.sent.push(event);
    if (session.sent.length > maxKept) session.sent.shift();
    session.connection?.send({ op: 0, ...event });
  }

  function tellReady(): void {
    for (const tell of waiting.splice(0)) tell();
    waiting = [];
  }

  function dispatch(event: string, data: Json, guildId: string | null = null): void {
    for (const session of sessions.values()) {
      const isFor = guildId === null ? session.shard[0] === 0 : isOfShard(guildId, session.shard);
      if (isFor) push(session, event, data);
    }
  }

  return {
    counts,
    disconnect: (ending) => {
      for (const connection of [...open]) connection.end(ending);
    },
    refuseWith(code) {
      refusal = code;
    },
    ready: () =>
      [...sessions.values()].some(({ connection }) => connection !== null)
        ? Promise.resolve()
        : new Promise((resolve) => waiting.push(resolve)),
    dispatch,
    close() {
      for (const client of sockets.clients) client.terminate();
      sockets.close();
    },
  };
}

function pipe(deflate: Deflate, ws: WebSocket): void {
  deflate.on('data', (chunk: Buffer) => ws.readyState === ws.OPEN && ws.send(chunk));
}

const isOfShard = (guildId: string, [shard, total]: readonly [number, number]): boolean =>
  Number((BigInt(guildId) >> 22n) % BigInt(total)) === shard;
