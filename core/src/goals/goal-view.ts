import type { LearningGoal } from '@echochat/prisma/client.ts';
import { z } from 'zod';
import { dayFromDate } from '../platform/time.ts';
import type { Language } from '../platform/words/words.ts';
import { type CategoryView, categoryView } from '../skills/category-view.ts';
import type { SkillTree } from '../skills/tree.ts';

/** The day that a goal is set for: one with a year of four digits, as it is read back. */
export const targetDay = z.date().min(new Date('1000-01-01')).max(new Date('9999-12-31'));

export interface GoalView {
  id: number;
  title: string;
  description: string | null;
  /** ISO day, as 2026-12-24. */
  targetDate: string | null;
  progress: number;
  /** The skill it is about, where its words name one. */
  category: CategoryView | null;
}

export function goalView(tree: SkillTree, row: LearningGoal, language: Language): GoalView {
  const category = row.categoryId === null ? undefined : tree.get(row.categoryId);
  return {
    id: row.id,
    title: row.title,
    description: row.description,
    targetDate: row.targetDate && dayFromDate(row.targetDate).toString(),
    progress: row.progress,
    category: category ? categoryView(tree, category, language) : null,
  };
}
