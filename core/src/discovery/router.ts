import { router } from '../platform/procedures.ts';
import { findByIdentity } from './find-by-identity.ts';
import { findDemoPeople } from './find-demo-people.ts';
import { findPeople } from './find-people.ts';
import { getFeaturedMentors } from './get-featured-mentors.ts';
import { getSkillSuggestions } from './get-skill-suggestions.ts';
import { searchBySkill } from './search-by-skill.ts';

export const discovery = router({
  searchBySkill,
  getFeaturedMentors,
  getSkillSuggestions,
  findPeople,
  findDemoPeople,
  findByIdentity,
});
