/**
 * MS-8: which proposals come before others for the person who asks, whatever their scores. 4: they teach what was asked,
 * and are taught; 3: they teach what was asked; 2 and 1: the same for something near to it; 0: they are only taught.
 */
export type Precedence = 0 | 1 | 2 | 3 | 4;

/** What a proposal brings the person who asks, and what it brings the other. */
export interface Exchange {
  theyTeach: 'what was asked' | 'something near' | null;
  youTeach: boolean;
}

export function precedenceOf({ theyTeach, youTeach }: Exchange): Precedence {
  if (theyTeach === null) return 0;
  if (theyTeach === 'what was asked') return youTeach ? 4 : 3;
  return youTeach ? 2 : 1;
}

/** The same of lessons, as `lessons` finds them. */
export function precedenceOfLessons(
  theyTeach: readonly { taughtId: number; wantedId: number }[],
  youTeach: readonly unknown[],
): Precedence {
  const isAsked = theyTeach.some(({ taughtId, wantedId }) => taughtId === wantedId);
  return precedenceOf({
    theyTeach: isAsked ? 'what was asked' : theyTeach.length > 0 ? 'something near' : null,
    youTeach: youTeach.length > 0,
  });
}

/** What the order of proposals looks at. */
export interface Placed {
  precedence: Precedence;
  score: number;
  complementarity: number;
  /** The smaller first among equals. */
  id: number;
}

/** MS-8: for sorting, the first one first. */
export const byPrecedence = (x: Placed, y: Placed): number =>
  y.precedence - x.precedence || y.score - x.score || y.complementarity - x.complementarity || x.id - y.id;
