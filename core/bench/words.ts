// npm run bench:words: how what people type for skills and places is understood. One line of JSON: for each set the share
// whose first answer is right and the share answered wrongly, apart for what was tuned on and what was held out.

import { sharesOf } from './words/labels.ts';
import { placesAnswers } from './words/places.ts';

const { tuned, held } = placesAnswers();
process.stdout.write(
  `${JSON.stringify({ bench: 'words', places: { tuned: sharesOf(tuned), held: sharesOf(held) } })}\n`,
);
