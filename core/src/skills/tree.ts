import type { SkillType } from '@echochat/prisma/client.ts';
import type { Language } from '../platform/words/words.ts';
import { foldSkill, skillWords, tellingWords } from './rules/fold-skill.ts';

/** A row of skill_categories with what belongs to it; plain data, so that it may be cached. */
export interface SkillRow {
  id: number;
  parentId: number | null;
  slug: string;
  name: string;
  /** Names in other languages than English. */
  names: Partial<Record<Language, string>>;
  description: string | null;
  icon: string | null;
  color: string | null;
  type: SkillType;
  isPremium: boolean;
  aliases: string[];
  related: number[];
}

/** How near two skills are, 0 to 1: rule MS-3 of matching/SPEC.md. */
export type Closeness = number;

const wordsKey = (text: string, isSingular = false): string =>
  tellingWords(text)
    .map((word) => (isSingular && word.length > 3 ? word.replace(/(?<=[^s])s$/, '') : word))
    .sort()
    .join(' ');

/** The skill tree, indexed. Building it costs nodes squared; look-ups are O(depth) or better. */
export class SkillTree {
  readonly rows: readonly SkillRow[];
  readonly #byId: ReadonlyMap<number, SkillRow>;
  readonly #childrenOf = new Map<number | null, SkillRow[]>();
  /** Every folded name and alias, and whose it is. */
  readonly #byText = new Map<string, SkillRow>();
  /** The same by the telling words alone, in any order. */
  readonly #byWords = new Map<string, SkillRow>();
  /** Where a skill's id stands in `rows`; -1 for an id that is none. */
  readonly #index: Int32Array;
  /** Closeness of every two skills in tenths, a byte each: scoring asks millions of times. 700 skills take half a megabyte. */
  readonly #near: Uint8Array;

  constructor(rows: readonly SkillRow[]) {
    this.rows = rows;
    this.#byId = new Map(rows.map((row) => [row.id, row]));
    for (const row of rows) {
      const siblings = this.#childrenOf.get(row.parentId);
      if (siblings) siblings.push(row);
      else this.#childrenOf.set(row.parentId, [row]);
      for (const text of [...row.aliases, row.slug, ...Object.values(row.names), row.name])
        this.#byText.set(foldSkill(text), row);
    }
    this.#indexSpellings();
    this.#index = new Int32Array(Math.max(0, ...rows.map((row) => row.id)) + 1).fill(-1);
    this.#near = new Uint8Array(rows.length * rows.length);
    for (const [at, row] of rows.entries()) this.#index[row.id] = at;
    this.#indexCloseness(rows);
  }

  get(id: number): SkillRow | undefined {
    return this.#byId.get(id);
  }

  /** The skill of exactly this name, Spanish name, slug or alias; case and accents aside. */
  byText(text: string): SkillRow | undefined {
    return this.#byText.get(foldSkill(text));
  }

  /** The skill of a name with these words, whatever their order and what joins them; a plural counts as the word, not the other way round. */
  byWords(text: string): SkillRow | undefined {
    return (
      this.#byWords.get(wordsKey(text)) ??
      this.#byWords.get(wordsKey(text, true)) ??
      this.#byText.get(skillWords(text).join(''))
    );
  }

  childrenOf(id: number | null): readonly SkillRow[] {
    return this.#childrenOf.get(id) ?? [];
  }

  /** A field ("Music") only holds others: nobody teaches it as a whole, but somebody may want any of it. */
  isField(row: SkillRow): boolean {
    return row.parentId === null;
  }

  /** From the root down to the skill itself. */
  pathOf(row: SkillRow): SkillRow[] {
    const path = [row];
    for (let at = row; at.parentId !== null; ) {
      const parent = this.#byId.get(at.parentId);
      if (!parent) break;
      path.unshift(parent);
      at = parent;
    }
    return path;
  }

  /** The skill and everything below it. */
  subtreeIds(id: number): number[] {
    return [id, ...this.childrenOf(id).flatMap((child) => this.subtreeIds(child.id))];
  }

  closeness(a: number, b: number): Closeness {
    const row = this.#index[a] ?? -1;
    const column = this.#index[b] ?? -1;
    return row < 0 || column < 0 ? 0 : (this.#near[row * this.rows.length + column] ?? 0) / 10;
  }

  /** The skills whose closeness to this one is at least `atLeast`, itself among them. */
  neighbourIds(id: number, atLeast: Closeness): number[] {
    if (!this.#byId.has(id)) return [];
    return this.rows.filter((row) => row.id === id || this.closeness(id, row.id) >= atLeast).map((row) => row.id);
  }

  /** "Hip hop dance" is "Hip-Hop Dance" too, and "photo shop" is "Photoshop", where no other skill is called so. */
  #indexSpellings(): void {
    for (const [text, row] of [...this.#byText]) {
      const words = skillWords(text);
      const spaced = words.join(' ');
      if (spaced.length > 1 && !this.#byText.has(spaced)) this.#byText.set(spaced, row);
      const joined = words.join('');
      if (joined.length > 4 && !this.#byText.has(joined)) this.#byText.set(joined, row);
      const key = wordsKey(text);
      if (key.length > 3 && !this.#byWords.has(key)) this.#byWords.set(key, row);
    }
  }

  #indexCloseness(rows: readonly SkillRow[]): void {
    const note = (a: number, b: number, tenths: number) => {
      for (const [from, to] of [
        [a, b],
        [b, a],
      ] as const) {
        const row = this.#index[from] ?? -1;
        const column = this.#index[to] ?? -1;
        const at = row * rows.length + column;
        if (row >= 0 && column >= 0) this.#near[at] = Math.max(tenths, this.#near[at] ?? 0);
      }
    };
    for (const row of rows) {
      note(row.id, row.id, 10);
      if (this.isField(row)) for (const id of this.subtreeIds(row.id)) if (id !== row.id) note(row.id, id, 8);
      for (const related of row.related) if (related !== row.id) note(row.id, related, 5);
      const parent = row.parentId === null ? undefined : this.#byId.get(row.parentId);
      if (!parent) continue;
      // What hangs directly below a field is as far apart as the field is wide: no kinship comes from that.
      if (parent.parentId === null) continue;
      note(row.id, parent.id, 6);
      for (const sibling of this.childrenOf(parent.id)) if (sibling.id !== row.id) note(row.id, sibling.id, 3);
    }
  }

  nameOf(id: number, language: Language): string {
    const row = this.#byId.get(id);
    return row ? (row.names[language] ?? row.name) : '?';
  }
}
