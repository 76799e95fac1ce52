import type { Choice } from '../../cards/card.ts';
import { shorten } from '../../cards/markdown.ts';

/** Discord shows 25 choices, each value once. Commands offer no more. */
export const optionsOf = (choices: readonly Choice[]) =>
  [...new Map(choices.map((choice) => [choice.value, choice])).values()]
    .filter(({ value }) => value.length >= 1 && value.length <= 100)
    .slice(0, 25)
    .map(({ value, label, description }) => ({
      value,
      label: shorten(label, 100),
      ...(description ? { description: shorten(description, 100) } : {}),
    }));
