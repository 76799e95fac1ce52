import academic from './taxonomy/academic.json' with { type: 'json' };
import athletic from './taxonomy/athletic.json' with { type: 'json' };
import creative from './taxonomy/creative.json' with { type: 'json' };
import lifestyle from './taxonomy/lifestyle.json' with { type: 'json' };
import professional from './taxonomy/professional.json' with { type: 'json' };

export const SKILL_TYPES = ['academic', 'creative', 'athletic', 'professional', 'lifestyle'] as const;
export type SkillType = (typeof SKILL_TYPES)[number];

/** A node as it stands in the five files; `parent` is null for a group such as "Music". */
export interface SkillEntry {
  readonly slug: string;
  readonly name: string;
  readonly es: string;
  readonly parent: string | null;
  readonly icon: string;
  readonly color: string;
  readonly aliases: readonly string[];
  readonly related: readonly string[];
  readonly sources?: readonly string[];
}

export interface SkillNode extends SkillEntry {
  readonly type: SkillType;
  /** Place in the whole tree, from 0: a flat list sorted by it reads as the tree does. */
  readonly sortOrder: number;
}

const FILES: Readonly<Record<SkillType, readonly SkillEntry[]>> = {
  academic,
  creative,
  athletic,
  professional,
  lifestyle,
};

/** All skills, every parent before its children, in the order of the files. */
export function taxonomy(): SkillNode[] {
  const entries = SKILL_TYPES.flatMap((type) => parentsFirst(FILES[type]).map((entry) => ({ ...entry, type })));
  return entries.map((entry, sortOrder) => ({ ...entry, sortOrder }));
}

/** Groups only sort the list; everything below them is something one person can teach another. */
export function isTeachable(node: SkillEntry): boolean {
  return node.parent !== null;
}

/** Throws when an entry names a parent the list does not hold, or when parents form a circle. */
export function parentsFirst(entries: readonly SkillEntry[]): SkillEntry[] {
  const childrenOf = Map.groupBy(entries, (entry) => entry.parent);
  const ordered: SkillEntry[] = [];
  const visit = (parent: string | null): void => {
    for (const entry of childrenOf.get(parent) ?? []) {
      ordered.push(entry);
      visit(entry.slug);
    }
  };
  visit(null);
  if (ordered.length !== entries.length) {
    const reached = new Set(ordered);
    const lost = entries.filter((entry) => !reached.has(entry)).map((entry) => entry.slug);
    throw new Error(`Skills without a way up to a group: ${lost.join(', ')}`);
  }
  return ordered;
}
