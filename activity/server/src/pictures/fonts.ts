import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import decompress from 'woff2-encoder/decompress';

/** The board's fonts that every picture may need. */
const everyday = ['Excalifont', 'Virgil', 'Nunito', 'Liberation', 'Cascadia', 'Lilita', 'ComicShanns'];
/** Chinese, Japanese and Korean: two hundred files, unpacked once somebody writes so. */
const eastern = ['Xiaolai'];
const isEastern = /[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]/;

/** The files of the fonts that a text needs, unpacked for who cannot read the web's own format. */
export interface Fonts {
  filesFor(text: string): Promise<string[]>;
  /** Takes the unpacked files away. */
  close(): void;
}

/** `folder` is where the client's build has put the board's fonts; without it there are none. */
export function openFonts(folder: string): Fonts {
  let place: string | null = null;
  const unpacked = new Map<string, Promise<string[]>>();

  async function unpack(family: string): Promise<string[]> {
    const from = join(folder, family);
    if (!existsSync(from)) return [];
    place ??= mkdtempSync(join(tmpdir(), 'echochat-fonts-'));
    // A family comes in parts; the one that holds our letters stands for it.
    const latin: string[] = [];
    const others: string[] = [];
    for (const name of readdirSync(from).filter((file) => file.endsWith('.woff2'))) {
      const to = join(place, name.replace(/\.woff2$/, '.ttf'));
      const font = Buffer.from(await decompress(readFileSync(join(from, name))));
      writeFileSync(to, font);
      (hasLetter(font, 'a') ? latin : others).push(to);
    }
    return [...latin, ...others];
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
    close() {
      if (place !== null) rmSync(place, { recursive: true, force: true });
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
