import { router } from '../platform/procedures.ts';
import { addSkill } from './add-skill.ts';
import { addSkills } from './add-skills.ts';
import { endorseSkill } from './endorse-skill.ts';
import { getCategories } from './get-categories.ts';
import { getMySkills } from './get-my-skills.ts';
import { getUserProfile } from './get-user-profile.ts';
import { dropWish, getMyWishes, keepWish } from './keep-wish.ts';
import { readSkills } from './read-skills.ts';
import { removeSkill } from './remove-skill.ts';
import { suggestCategories } from './suggest-categories.ts';
import { updateSkill } from './update-skill.ts';

export const skills = router({
  getCategories,
  getMySkills,
  addSkill,
  addSkills,
  updateSkill,
  removeSkill,
  endorseSkill,
  getUserProfile,
  suggestCategories,
  readSkills,
  keepWish,
  getMyWishes,
  dropWish,
});
