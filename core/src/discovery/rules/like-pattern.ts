/** What somebody typed, as a LIKE pattern in which every character means itself, lower case. */
export const likePattern = (typed: string): string => typed.toLowerCase().replace(/[\\%_]/g, (char) => `\\${char}`);
