/** Levenshtein's distance with swapped neighbours counted as one (optimal string alignment), O(a·b). */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const current = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((last[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (beforeLast[j - 2] ?? 0) + 1);
      current.push(best);
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length] ?? 0;
}

/**
 * How many letters of a word of this length may be wrong for it to be meant still: none in a short one, where another
 * word is one letter away, and two only in a long one: "astrology" is two letters from "astronomy".
 */
export const mostTypos = (length: number): number => (length < 5 ? 0 : length < 10 ? 1 : 2);
