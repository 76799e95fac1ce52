import type { UserSkill } from '@echochat/prisma/client.ts';
import type { Language } from '../platform/words/words.ts';
import { type CategoryView, categoryView } from './category-view.ts';
import type { SkillTree } from './tree.ts';

/** The columns of user_skills that a view needs. */
export type SkillRowOfUser = Omit<UserSkill, 'createdAt' | 'updatedAt'>;

/** A learner's skill, with what it is a skill in. */
export interface SkillView {
  id: number;
  type: 'teach' | 'learn';
  category: CategoryView;
  proficiencyLevel: number;
  yearsExperience: number | null;
  description: string | null;
  isVerified: boolean;
  endorsementCount: number;
}

/** Rows whose category is gone from the tree are left out. */
export function skillViews(tree: SkillTree, rows: readonly SkillRowOfUser[], language: Language): SkillView[] {
  return rows.flatMap((row) => {
    const category = tree.get(row.categoryId);
    if (!category) return [];
    const { id, type, proficiencyLevel, yearsExperience, description, isVerified, endorsementCount } = row;
    return [
      {
        id,
        type,
        category: categoryView(tree, category, language),
        proficiencyLevel,
        yearsExperience,
        description,
        isVerified,
        endorsementCount,
      },
    ];
  });
}
