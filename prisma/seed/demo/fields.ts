import type { SkillNode } from '../taxonomy.ts';
import fieldsJson from './fields.json' with { type: 'json' };
import factsJson from './skill-facts.json' with { type: 'json' };

/** A part of life people teach and learn in: some groups of the tree, and how many people are drawn to them. */
export interface Field {
  readonly groups: readonly string[];
  readonly teach: number;
  readonly learn: number;
  /** Weights of the skills many people know; every other skill weighs `RARE`. */
  readonly popular: Readonly<Record<string, number>>;
}

interface SkillFacts {
  /** What the speakers of a language can teach. */
  readonly languageSkills: Readonly<Record<string, readonly string[]>>;
  /** Languages that are taught by those who studied them. */
  readonly studiedLanguages: readonly string[];
  /** What people who speak English as a second language still like to practise. */
  readonly englishAtWork: readonly string[];
  /** Taught only by people in these countries. */
  readonly onlyWhere: Readonly<Record<string, readonly string[]>>;
  /** Taught mostly by people in these countries. */
  readonly atHomeIn: Readonly<Record<string, readonly string[]>>;
  /** What anyone who teaches technology has long known. */
  readonly foundations: readonly string[];
  /** Years nobody can exceed, because the thing is not older or nobody does it for longer. */
  readonly maxYears: Readonly<Record<string, number>>;
}

const RARE = 0.2;

const FIELDS: Readonly<Record<string, Field>> = fieldsJson;
export const ALL_FIELDS: readonly Field[] = Object.values(FIELDS);
export const FACTS: SkillFacts = factsJson;

/** Groups where neighbours are prerequisites: who teaches React does not come to learn JavaScript. */
export const LADDERED_GROUPS: readonly string[] = [
  'programming',
  'web-and-mobile',
  'systems-and-cloud',
  'data-and-ai',
  'mathematics',
];
export const TECHNOLOGY_GROUPS = ['programming', 'web-and-mobile', 'systems-and-cloud', 'data-and-ai'] as const;

export function popularity(field: Field, node: SkillNode): number {
  return field.popular[node.slug] ?? RARE;
}
