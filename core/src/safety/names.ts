import { cleanLine } from '../platform/text.ts';

/** Letters of other scripts, and signs, that look like a Latin one: what is used to forge names (after UTS 39's table). */
const lookalikes: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    a: 'аɑαᴀ@4',
    b: 'ьвβʙ',
    c: 'сϲᴄ',
    d: 'ԁɗđ',
    e: 'еєεёɛᴇ3',
    f: 'ғƒ',
    g: 'ɡցġ',
    h: 'һнħʜ',
    k: 'кκᴋ',
    // One sign for all that is a single stroke.
    l: 'iıіїιɩlӏ1|!ɪ׀',
    m: 'мᴍ',
    n: 'пηիɴ',
    o: 'оοσօ0øᴏ',
    p: 'рρᴘ',
    q: 'ԛ',
    r: 'гʀ',
    s: 'ѕʂꜱ5$',
    t: 'тτᴛ7',
    u: 'υսцᴜ',
    v: 'νѵᴠ',
    w: 'ԝшωᴡ',
    x: 'хχ',
    y: 'уγүʏ',
    z: 'ᴢ',
  }).flatMap(([plain, others]) => [...others].map((other) => [other, plain])),
);

/** How a name looks, whatever it is written with: of two alike, both have the same. */
export function skeletonOf(name: string): string {
  const plain = cleanLine(name)
    .replace(/^@+/, '')
    .normalize('NFKC')
    .normalize('NFD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .toLowerCase();
  return [...plain]
    .map((sign) => lookalikes[sign] ?? sign)
    .join('')
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w')
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

const brands = ['echochat', 'echo chat', 'discord', 'slack'];
const roles = [
  'admin',
  'admins',
  'administrator',
  'administrators',
  'moderator',
  'moderators',
  'mod',
  'mods',
  'support',
  'helpdesk',
  'help desk',
  'staff',
  'system',
  'security',
  'owner',
  'everyone',
  'here',
  'channel',
];
const around = [
  'the',
  'official',
  'team',
  'bot',
  'app',
  'service',
  'customer',
  'help',
  'account',
  'verification',
  'notifications',
  'of',
  'and',
  'your',
];
const alternatives = (words: readonly string[]): string => words.map(skeletonOf).join('|');
const reserved = new RegExp(
  `^(?:${alternatives(around)})*(?:${alternatives([...brands, ...roles])})(?:${alternatives([...brands, ...roles, ...around])})*\\d*$`,
);
const ours = skeletonOf('echochat');

/** Whether a title is the product's, a chat's or an office's: nobody else may speak under it. */
export const isReservedTitle = (title: string): boolean => reserved.test(skeletonOf(title));
/** The same of a person's name, in which ours may not stand at all. */
export const isReservedName = (name: string): boolean => isReservedTitle(name) || skeletonOf(name).includes(ours);

/** A dot as a host has them, also of other scripts, and what makes an address of what follows. */
const addressDot = /(?<=[\p{L}\p{N}-])[.。．｡](?=[\p{L}\p{N}-]{2,})/gu;
const scheme = /[\p{L}][\p{L}\p{N}+.-]*:\/+|\bwww[.。．｡]/giu;

/** A name in which no chat sees an address to click: its scheme goes, and behind each dot of its host is a space. */
export const withoutLinks = (name: string): string => cleanLine(name.replace(scheme, '').replace(addressDot, '. '));

/** What somebody is called here who is called `name` in their chat: `otherwise` where that would pass for somebody else. */
export function safeName(name: string, otherwise: string): string {
  const plain = withoutLinks(name);
  return plain === '' || isReservedName(plain) ? otherwise : plain;
}
