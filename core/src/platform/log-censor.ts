const censored = '[redacted]';
const maxDepth = 8;

/** Names of what lets somebody in or says who they are, in whatever way they are written. */
const secretName =
  /token|secret|passw|passphrase|authoriz|cookie|credential|signature|api[-_]?key|access[-_]?key|private[-_]?key|^e-?mails?$|^pass$|^jwt$|^state$/i;

/** What lets somebody in wherever it stands in a text: in an address, in a header, in an error's words. */
const inText: readonly [RegExp, string][] = [
  [/\b(bearer|basic)\s+[\w.~+/=-]{6,}/gi, `$1 ${censored}`],
  [/\bxox[a-z]-[\w-]+|\bxapp-[\w-]+/gi, censored],
  [/\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g, censored],
  [/([?&#;](?:[\w-]*(?:key|token|secret|signature|password|code|state|pass))=)[^&#\s"']+/gi, `$1${censored}`],
  [/(\b[a-z][a-z+.-]*:\/\/)[^\s/@"']+@/gi, `$1${censored}@`],
  [/(\/calendar\/)[^\s/."']+(\.ics)/gi, `$1${censored}$2`],
  [/(\/enter#)[\w-]+/gi, `$1${censored}`],
];

const censorText = (text: string): string => inText.reduce((now, [what, instead]) => now.replace(what, instead), text);

/** A value as it may stand in a log, with nothing that could let somebody in. */
export function censor(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return censorText(value);
  if (typeof value !== 'object' || value === null || value instanceof Date || ArrayBuffer.isView(value)) return value;
  if (depth === maxDepth) return '[deep]';
  if (Array.isArray(value)) return value.map((one) => censor(one, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      name,
      secretName.test(name) && one !== null && typeof one !== 'number' && typeof one !== 'boolean'
        ? censored
        : censor(one, depth + 1),
    ]),
  );
}
