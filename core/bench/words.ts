// npm run bench:words: how what people type for skills and places is understood. One line of JSON: for each set the share
// whose first answer is right and the share answered wrongly, apart for what was tuned on and what was held out; and what
// a look-up costs, in milliseconds, beside Fuse.js.

import { wordsCost } from './words/cost.ts';
import { type Answered, sharesOf } from './words/labels.ts';
import { placesAnswers } from './words/places.ts';
import { skillsAnswers } from './words/skills.ts';

const shares = ({ tuned, held }: { tuned: Answered[]; held: Answered[] }) => ({
  tuned: sharesOf(tuned),
  held: sharesOf(held),
});
const cost = wordsCost();
const result = { bench: 'words', skills: shares(skillsAnswers()), places: shares(placesAnswers()), cost };
process.stdout.write(`${JSON.stringify(result)}\n`);
