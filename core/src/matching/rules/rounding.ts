/** Rounds a part of the score, half up. 22.5 may come out of its sum as 22.499999999999996, which is meant as 22.5. */
export const wholePart = (value: number): number => Math.round(value + 1e-9);
