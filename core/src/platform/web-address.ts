import { z } from 'zod';

// The one place that decides which addresses people may give others to click. Read by the pages too: no I/O, no Node.

/** What hides, turns round or fakes a part of an address: control, format and space characters, and letters that show nothing. */
const unseen = /[\p{C}\p{Z}\u115f\u1160\u2800\u3164\uffa0]|\u034f|[\u180b-\u180f]|[\ufe00-\ufe0f]/u;
/** Names that are nowhere on the internet, so that whoever clicks them reaches something of their own. */
const notPublic = /(?:^|\.)(?:localhost|local|localdomain|internal|intranet|lan|home\.arpa)$/;
const longest = 2_048;

/**
 * An address as somebody typed it, written so that it shows where it leads, or null: https alone, with a host that has a
 * name on the internet, and nobody's name or password in it. `https://` is added where it was left out. A host of other
 * letters than ASCII comes back in its encoded form (xn--…), which nobody mistakes for another one (RFC 3492, UTS 46).
 */
export function webAddress(typed: string, most = longest): string | null {
  const text = typed.trim();
  if (text.length > most || unseen.test(text) || text.includes('\\')) return null;
  // "example.org:8080" begins with no scheme.
  const hasScheme = /^[a-z][a-z0-9+.-]*:(?!\d)/i.test(text);
  const whole = hasScheme ? text : `https://${text}`;
  if (!/^https:\/\/[^/?#@]+(?:[/?#]|$)/i.test(whole) || !URL.canParse(whole)) return null;
  const url = new URL(whole);
  if (url.username !== '' || url.password !== '' || !isPublicName(url.hostname)) return null;
  const isBare = url.pathname === '/' && url.search === '' && url.hash === '' && !text.endsWith('/');
  const written = isBare ? url.href.replace(/\/$/, '') : url.href;
  return written.length <= most ? written : null;
}

/** A name of at least two parts, the last of which is no number: browsers write every address by numbers that way. */
function isPublicName(host: string): boolean {
  const labels = host.split('.');
  const last = labels.at(-1) ?? '';
  return (
    labels.length > 1 &&
    labels.every((label) => label !== '' && label.length <= 63) &&
    /^(?:[a-z]{2,}|xn--[a-z0-9-]+)$/.test(last) &&
    !notPublic.test(host)
  );
}

/**
 * Where something that is drawn may lead, as it was given: an address on the web (http or https, without anybody's name or
 * password in it), or a page of ours by its path. Null for everything else: what runs, reads files or writes mail.
 */
export function safeLink(given: unknown): string | null {
  if (typeof given !== 'string' || given.length > longest || unseen.test(given) || given.includes('\\')) return null;
  if (/^\/(?!\/)/.test(given)) return given;
  if (!/^https?:\/\/[^/?#@]+(?:[/?#]|$)/i.test(given) || !URL.canParse(given)) return null;
  const { username, password } = new URL(given);
  return username === '' && password === '' ? given : null;
}

/** `webAddress` for a procedure's input. */
export const webAddressInput = (most: number) =>
  z.string().transform((typed, ctx) => {
    const address = webAddress(typed, most);
    if (address !== null) return address;
    const isOther = /^\s*[a-z][a-z0-9+.-]*:(?!\d)/i.test(typed) && !/^\s*https:/i.test(typed);
    ctx.addIssue({ code: 'custom', message: isOther ? 'https_address' : 'web_address' });
    return z.NEVER;
  });
