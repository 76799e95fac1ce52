import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import decompress from 'woff2-encoder/decompress';
import { isEastern } from './eastern.ts';

/** The board's fonts that every picture may need. */
const everyday = ['Excalifont', 'Virgil', 'Nunito', 'Liberation', 'Cascadia', 'Lilita', 'ComicShanns'];
/** Chinese, Japanese and Korean: two hundred files, unpacked once somebody writes so. */
const eastern = ['Xiaolai'];

/** The files of the fonts that a text needs, unpacked for who cannot read the web's own format. */
export interface Fonts {
  filesFor(text: string): Promise<string[]>;
}

/**
 * `folder` is where the client's build has put the board's fonts; without it there are none. They are unpacked into
 * `place`, which several processes may share and which outlives each of them.
 */
export function openFonts(folder: string, place: string): Fonts {
  const unpacked = new Map<string, Promise<string[]>>();

  async function unpack(family: string): Promise<string[]> {
    const from = join(folder, family);
    if (!existsSync(from)) return [];
    const whole = join(place, family);
    if (!existsSync(whole)) {
      // Under another name until all of it is there: one that is ended in the middle leaves nothing half.
      const parts = mkdtempSync(`${whole}-`);
      for (const name of readdirSync(from).filter((file) => file.endsWith('.woff2')))
        writeFileSync(
          join(parts, name.replace(/\.woff2$/, '.ttf')),
          Buffer.from(await decompress(readFileSync(join(from, name)))),
        );
      try {
        renameSync(parts, whole);
      } catch {
        // Another process was first.
        rmSync(parts, { recursive: true });
      }
    }
    // A family comes in parts; the one that holds our letters stands for it.
    const files = readdirSync(whole).map((name) => join(whole, name));
    const latin = new Set(files.filter((file) => hasLetter(readFileSync(file), 'a')));
    return [...latin, ...files.filter((file) => !latin.has(file))];
  }

  function once(family: string): Promise<string[]> {
    const known = unpacked.get(family) ?? unpack(family);
    unpacked.set(family, known);
    return known;
  }

  return {
    async filesFor(text) {
      const families = isEastern.test(text) ? [...everyday, ...eastern] : everyday;
      return (await Promise.all(families.map(once))).flat();
    },
  };
}

/** Whether a font knows a letter, by its table of characters (OpenType `cmap`, format 4). */
function hasLetter(font: Buffer, letter: string): boolean {
  const code = letter.charCodeAt(0);
  const tables = Array.from({ length: font.readUInt16BE(4) }, (_, index) => 12 + 16 * index);
  const found = tables.find((at) => font.toString('latin1', at, at + 4) === 'cmap');
  if (found === undefined) return false;
  const cmap = font.readUInt32BE(found + 8);
  return Array.from({ length: font.readUInt16BE(cmap + 2) }, (_, index) => cmap + 4 + 8 * index).some((at) => {
    const table = cmap + font.readUInt32BE(at + 4);
    if (font.readUInt16BE(table) !== 4) return false;
    const count = font.readUInt16BE(table + 6) / 2;
    return Array.from({ length: count }, (_, index) => table + 14 + 2 * index).some(
      (end) => code <= font.readUInt16BE(end) && code >= font.readUInt16BE(end + 2 * count + 2),
    );
  });
}
