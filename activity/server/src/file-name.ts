/** What every system takes in the name of a file, as much of what somebody wrote as there is; else `otherwise`. */
export const fileName = (title: string, otherwise: string): string => {
  const plain = title
    .replace(/[^\p{L}\p{N} _-]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  // By characters: half of one cannot be written into a header.
  return [...plain].slice(0, 60).join('').trim() || otherwise;
};
