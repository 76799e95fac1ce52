import { readFileSync } from 'node:fs';

/** What somebody typed, and what was right to make of it: none of the answers where nothing may be guessed. */
interface Label {
  typed: string;
  right: readonly string[];
  isHeld: boolean;
}

/** A label with what was made of it: the first answer, if any. */
export interface Answered extends Label {
  answer: string | null;
  isRight: boolean;
}

export function readLabels(file: 'skills.tsv' | 'places.tsv'): Label[] {
  let isHeld = false;
  return readFileSync(new URL(file, import.meta.url), 'utf8')
    .split('\n')
    .flatMap((line) => {
      if (line.startsWith('## ')) isHeld = line.startsWith('## held out');
      if (line === '' || line.startsWith('#')) return [];
      const [typed = '', right = ''] = line.split('\t');
      return [{ typed, right: right === '-' ? [] : right.split(','), isHeld }];
    });
}

export const apart = (answered: readonly Answered[]): { tuned: Answered[]; held: Answered[] } => ({
  tuned: answered.filter(({ isHeld }) => !isHeld),
  held: answered.filter(({ isHeld }) => isHeld),
});

/** Shares in percent, to a tenth: `right` of all that have an answer, `wrong` of all. */
export function sharesOf(answered: readonly Answered[]) {
  const share = (part: number, all: number) => Math.round((1_000 * part) / Math.max(1, all)) / 10;
  const answerable = answered.filter(({ right }) => right.length > 0);
  return {
    queries: answered.length,
    right: share(answerable.filter(({ isRight }) => isRight).length, answerable.length),
    wrong: share(answered.filter(({ answer, isRight }) => answer !== null && !isRight).length, answered.length),
  };
}
