import type { Dice } from './prng.ts';

/** Draws lines so that each comes round as seldom as the others: a reader of twenty meets none twice. */
export interface Deck {
  /** The least used of `lines`, chance deciding between equals. */
  draw(lines: readonly string[]): string;
  /** Draws a line that `compose` makes into a text nobody has yet, if there is one, and returns that text. */
  drawUnique(lines: readonly string[], compose: (line: string) => string): string;
}

export function createDeck(dice: Dice): Deck {
  const drawn = new Map<string, number>();
  const composed = new Set<string>();
  const timesDrawn = (line: string): number => drawn.get(line) ?? 0;
  const draw = (lines: readonly string[]): string => {
    const fewest = Math.min(...lines.map(timesDrawn));
    const line = dice.pick(lines.filter((candidate) => timesDrawn(candidate) === fewest));
    drawn.set(line, fewest + 1);
    return line;
  };
  return {
    draw,
    drawUnique(lines, compose) {
      const unused = lines.filter((line) => !composed.has(compose(line)));
      const text = compose(draw(unused.length > 0 ? unused : lines));
      composed.add(text);
      return text;
    },
  };
}
