import { router } from '../platform/procedures.ts';
import { createGoal } from './create-goal.ts';
import { deleteGoal } from './delete-goal.ts';
import { getMyGoals } from './get-my-goals.ts';
import { updateGoal } from './update-goal.ts';

export const goals = router({ getMyGoals, createGoal, updateGoal, deleteGoal });
