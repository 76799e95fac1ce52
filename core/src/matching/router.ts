import { router } from '../platform/procedures.ts';
import { explainMatch } from './explain-match.ts';
import { generateMatches } from './generate-matches.ts';
import { getMatches } from './get-matches.ts';
import { getPartnerChats } from './get-partner-chats.ts';
import { getPartnerPeople } from './get-partner-people.ts';
import { getPartnerships } from './get-partnerships.ts';
import { giveFeedback } from './give-feedback.ts';
import { respondToMatch } from './respond-to-match.ts';

export const matching = router({
  generateMatches,
  getMatches,
  explainMatch,
  respondToMatch,
  getPartnerships,
  getPartnerPeople,
  getPartnerChats,
  giveFeedback,
});
