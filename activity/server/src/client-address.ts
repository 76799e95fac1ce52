import type { IncomingMessage } from 'node:http';
import { isLoopback, plainAddress, proxyTrust, type TrustProxy } from '@echochat/core/platform/network.ts';

/** The address that a request comes from: of requests and of the handshakes of sockets alike. */
export type ClientAddress = (request: IncomingMessage) => string;

/**
 * Walks from our end of the line outwards, for as long as the proxy at hand is one of ours: what a stranger wrote into
 * the header before that is never reached. An entry that is no address ends the walk at the proxy that wrote it.
 */
export function openClientAddress(setting: TrustProxy): ClientAddress {
  const trust = proxyTrust(setting);
  return (request) => {
    const connected = plainAddress(request.socket.remoteAddress ?? '') ?? 'unknown';
    const forwarded = [request.headers['x-forwarded-for'] ?? []].flat().join(',').split(',').reverse();
    let address = connected;
    for (const [hop, entry] of forwarded.entries()) {
      const before = plainAddress(entry);
      if (before === null || !trust(address, hop)) break;
      address = before;
    }
    return address;
  };
}

/** What proxies and tunnels write into what they pass on. */
const marks = ['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip', 'forwarded', 'via'];

/**
 * Whether a request comes from this machine. What a proxy on this machine passed on does not, although the connection
 * does: its client is elsewhere, or unknown where nothing is said about whose word counts.
 */
export const openIsLocal = (setting: TrustProxy, addressOf: ClientAddress) => (request: IncomingMessage) =>
  isLoopback(addressOf(request)) &&
  isLoopback(request.socket.remoteAddress ?? '') &&
  (setting !== 0 || marks.every((mark) => request.headers[mark] === undefined));
