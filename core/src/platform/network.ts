import { BlockList, isIP } from 'node:net';
import { z } from 'zod';

/** Whose `X-Forwarded-For` counts: so many proxies in a row before us, or those at these addresses and networks. */
export type TrustProxy = number | readonly string[];

/** Whether the proxy at this address is one of ours. `hop` counts from 0, the one that connects to us. */
export type ProxyTrust = (address: string, hop: number) => boolean;

const maxHops = 10;
const network = /^(?<address>[^/]+)(?:\/(?<bits>\d{1,3}))?$/;

function isNetwork(text: string): boolean {
  const { address = '', bits } = network.exec(text)?.groups ?? {};
  const family = isIP(address);
  return family !== 0 && (bits === undefined || Number(bits) <= (family === 4 ? 32 : 128));
}

/** `2`, or `10.0.0.0/8, 127.0.0.1`. `0` is nobody, as nothing is. */
export const trustProxySetting = z
  .string()
  .transform((value) => value.split(',').map((part) => part.trim()))
  .refine(
    (parts) =>
      parts.every(isNetwork) || (parts.length === 1 && /^\d{1,2}$/.test(parts[0] ?? '') && Number(parts[0]) <= maxHops),
    `should be how many proxies stand before EchoChat (at most ${maxHops}), or their addresses and networks, such as 10.0.0.0/8, separated by commas`,
  )
  .transform((parts): TrustProxy => (parts.every(isNetwork) ? parts : Number(parts[0])));

export function proxyTrust(setting: TrustProxy): ProxyTrust {
  if (typeof setting === 'number') return (_address, hop) => hop < setting;
  const trusted = new BlockList();
  for (const one of setting) {
    const { address = '', bits } = network.exec(one)?.groups ?? {};
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    trusted.addSubnet(address, Number(bits ?? (family === 'ipv4' ? 32 : 128)), family);
  }
  return (given) => {
    const address = plainAddress(given);
    return address !== null && trusted.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
  };
}

/**
 * An address as proxies write it, without port, brackets and zone, an IPv4 one inside an IPv6 one as what it is. Null for
 * what is no address.
 */
export function plainAddress(text: string): string | null {
  const bare = /^\[([^\]]+)\](?::\d+)?$/.exec(text.trim())?.[1] ?? text.trim();
  const withoutPort = /^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(bare)?.[1] ?? bare;
  const address = withoutPort.replace(/%.*$/, '').replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');
  return isIP(address) === 0 ? null : address;
}

/** What counts as one client: an IPv4 address, or the /64 that an IPv6 one is in, since a household is given that much. */
export function clientOf(address: string): string {
  const plain = plainAddress(address) ?? address;
  if (isIP(plain) !== 6) return plain;
  const [head = '', tail] = plain.split('::');
  const left = head.split(':').filter(Boolean);
  const right = (tail ?? '').split(':').filter(Boolean);
  const middle = tail === undefined ? 0 : 8 - left.length - right.length - (plain.includes('.') ? 1 : 0);
  const groups = [...left, ...Array<string>(Math.max(0, middle)).fill('0'), ...right];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}

/** Whether a name or an address is this machine itself. */
export function isLoopback(host: string): boolean {
  const address = plainAddress(host);
  if (address !== null) return address === '::1' || address.startsWith('127.');
  return /^(?:[a-z0-9-]+\.)*localhost\.?$/i.test(host);
}
