import { createDecipheriv, randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { EventEmitter, once } from 'node:events';
import { createServer } from 'node:https';
import tls from 'node:tls';
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import { makeCertificate } from './certificate.ts';

const gcm = 'aead_aes256_gcm_rtpsize';
const chacha = 'aead_xchacha20_poly1305_rtpsize';

/** What the server does with whoever comes. */
export interface Conduct {
  /** The modes of encryption that it offers, the one it likes best first. */
  modes: readonly string[];
  /** Says nothing at all: neither hello nor anything after it. */
  isSilent: boolean;
  /** Closes with this code instead of saying that it is ready. */
  closesWith: number | null;
  /** The version of end-to-end encryption that it wants; the exchange of keys itself is beyond it. */
  dave: number;
  /** Said in binary once the session is described. */
  binary: Buffer | null;
}

/** One bot that has come: what it said of itself, and what was heard of it. */
export interface Guest {
  maxDave: number;
  serverId: string;
  /** The Opus frames, deciphered, in the order in which they arrived. */
  frames: Buffer[];
  /** RTP's own counting of them. */
  sequences: number[];
  /** Each word that it speaks or is silent. */
  speaking: boolean[];
  heartbeats: number;
  /** The newest number that it has said to have heard. */
  acknowledged: number;
  resumes: number;
  isGone: boolean;
}

export interface VoiceServer {
  /** For VOICE_SERVER_UPDATE. */
  endpoint: string;
  token: string;
  conduct: Conduct;
  guests: Guest[];
  /** Emits `change` whenever something above is different. */
  events: EventEmitter;
  /** Closes the connections of who is there. */
  disconnect(code: number): void;
  close(): Promise<void>;
}

export const usualConduct: Conduct = {
  modes: [gcm, chacha],
  isSilent: false,
  closesWith: null,
  dave: 0,
  binary: null,
};

const message = z.object({ op: z.number(), d: z.unknown() });
const identify = z.object({
  server_id: z.string(),
  user_id: z.string(),
  session_id: z.string(),
  token: z.string(),
  max_dave_protocol_version: z.number(),
});
const select = z.object({
  protocol: z.literal('udp'),
  data: z.object({ address: z.string(), port: z.number(), mode: z.string() }),
});
const heartbeat = z.object({ t: z.number(), seq_ack: z.number() });
const heartbeatMs = 250;

interface Session {
  id: string;
  guest: Guest;
  ssrc: number;
  key: Buffer;
  mode: string;
  sequence: number;
  socket: WebSocket;
}

/**
 * A voice server of Discord, gateway version 8: WebSocket over TLS, UDP with IP discovery, RTP whose transport encryption
 * it takes off. Until it is closed this process trusts its certificate.
 */
export async function startVoiceServer(): Promise<VoiceServer> {
  const { cert, key } = makeCertificate();
  const trusted = tls.getCACertificates('default');
  tls.setDefaultCACertificates([...trusted, cert]);
  const https = createServer({ cert, key });
  const sockets = new WebSocketServer({ server: https });
  const udp = createSocket('udp4');
  https.listen(0, '127.0.0.1');
  udp.bind(0, '127.0.0.1');
  await Promise.all([once(https, 'listening'), once(udp, 'listening')]);
  const address = https.address();
  if (address === null || typeof address === 'string') throw new Error('the voice server has no port');

  const events = new EventEmitter().setMaxListeners(0);
  const changed = () => void events.emit('change');
  const sessions = new Map<string, Session>();
  const server: VoiceServer = {
    endpoint: `127.0.0.1:${address.port}`,
    token: randomBytes(8).toString('hex'),
    conduct: { ...usualConduct },
    guests: [],
    events,
    disconnect(code) {
      for (const client of sockets.clients) client.close(code);
    },
    async close() {
      for (const client of sockets.clients) client.terminate();
      tls.setDefaultCACertificates(trusted);
      sockets.close();
      https.close();
      udp.close();
      await Promise.all([once(https, 'close'), once(udp, 'close')]);
    },
  };

  sockets.on('connection', (socket, request) => {
    if (server.conduct.isSilent) return;
    if (new URL(request.url ?? '/', 'https://voice').searchParams.get('v') !== '8') return socket.close(4012);
    let session: Session | null = null;
    const say = (op: number, d: unknown, seq?: number) =>
      socket.send(JSON.stringify({ op, d, ...(seq === undefined ? {} : { seq }) }));
    socket.on('close', () => {
      if (session && session.socket === socket) session.guest.isGone = true;
      changed();
    });
    socket.on('message', (data, isBinary) => {
      // The package of keys for the end-to-end encryption.
      if (isBinary) return;
      const { op, d } = message.parse(JSON.parse(String(data)));
      if (op === 0) session = begin(socket, d, say);
      else if (op === 7) session = resume(socket, d, say);
      else if (!session) socket.close(4003);
      else if (op === 1) describe(session, d, say);
      else if (op === 3) {
        const { t, seq_ack: acknowledged } = heartbeat.parse(d);
        session.guest.heartbeats += 1;
        session.guest.acknowledged = acknowledged;
        say(6, { t });
      } else if (op === 5)
        session.guest.speaking.push(z.object({ speaking: z.number(), ssrc: z.number() }).parse(d).speaking === 1);
      changed();
    });
    say(8, { v: 8, heartbeat_interval: heartbeatMs });
  });

  function begin(socket: WebSocket, data: unknown, say: (op: number, d: unknown) => void): Session | null {
    const { token, session_id: id, server_id: serverId, max_dave_protocol_version: maxDave } = identify.parse(data);
    const { closesWith, modes } = server.conduct;
    if (token !== server.token || closesWith !== null) {
      socket.close(closesWith ?? 4004);
      return null;
    }
    const guest: Guest = {
      maxDave,
      serverId,
      frames: [],
      sequences: [],
      speaking: [],
      heartbeats: 0,
      acknowledged: -1,
      resumes: 0,
      isGone: false,
    };
    server.guests.push(guest);
    const ssrc = server.guests.length * 1_000;
    const session = { id, guest, ssrc, key: randomBytes(32), mode: '', sequence: 0, socket };
    sessions.set(id, session);
    say(2, { ssrc, ip: '127.0.0.1', port: udp.address().port, modes });
    return session;
  }

  function describe(session: Session, data: unknown, say: (op: number, d: unknown, seq?: number) => void): void {
    session.mode = select.parse(data).data.mode;
    const { dave, binary } = server.conduct;
    say(4, { mode: session.mode, secret_key: [...session.key], dave_protocol_version: dave });
    session.sequence += 1;
    // Who else is there; numbered, so that it can be acknowledged.
    say(11, { user_ids: ['1'] }, session.sequence);
    if (binary) session.socket.send(binary);
  }

  function resume(socket: WebSocket, data: unknown, say: (op: number, d: unknown) => void): Session | null {
    const given = z.object({ session_id: z.string(), token: z.string(), seq_ack: z.number() }).parse(data);
    const session = sessions.get(given.session_id);
    if (!session || given.token !== server.token || given.seq_ack !== session.sequence) {
      socket.close(4006);
      return null;
    }
    session.socket = socket;
    session.guest.isGone = false;
    session.guest.resumes += 1;
    say(9, null);
    return session;
  }

  udp.on('message', (datagram, from) => {
    if (datagram.length === 74 && datagram.readUInt16BE(0) === 1) {
      const answer = Buffer.alloc(74);
      datagram.copy(answer, 0, 0, 8);
      answer.writeUInt16BE(2, 0);
      answer.write(from.address, 8);
      answer.writeUInt16BE(from.port, 72);
      udp.send(answer, from.port, from.address);
      return;
    }
    // A sign of life of eight bytes.
    if (datagram.length < 32 || datagram[0] !== 0x80 || datagram[1] !== 0x78) return;
    const session = [...sessions.values()].find(({ ssrc }) => ssrc === datagram.readUInt32BE(8));
    if (!session) return;
    session.guest.sequences.push(datagram.readUInt16BE(2));
    session.guest.frames.push(decipher(session, datagram));
    changed();
  });
  return server;
}

/** RTP's header of 12 bytes in clear and vouched for, the frame, 16 bytes that vouch, 4 that count. Throws where they do not. */
function decipher({ mode, key }: Session, packet: Buffer): Buffer {
  const header = packet.subarray(0, 12);
  const sealed = packet.subarray(12, -4);
  const nonce = Buffer.alloc(mode === gcm ? 12 : 24);
  packet.copy(nonce, 0, packet.length - 4);
  if (mode === chacha) return Buffer.from(xchacha20poly1305(key, nonce, header).decrypt(sealed));
  const aes = createDecipheriv('aes-256-gcm', key, nonce).setAAD(header).setAuthTag(sealed.subarray(-16));
  return Buffer.concat([aes.update(sealed.subarray(0, -16)), aes.final()]);
}
