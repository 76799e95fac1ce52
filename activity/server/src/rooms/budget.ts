/** RJ-4: how much one page may say: `burst` at once, and `perSecond` from then on. */
export function openBudget(perSecond: number, burst: number): () => boolean {
  let left = burst;
  let at = performance.now();
  return () => {
    const now = performance.now();
    left = Math.min(burst, left + ((now - at) / 1_000) * perSecond);
    at = now;
    if (left < 1) return false;
    left -= 1;
    return true;
  };
}
