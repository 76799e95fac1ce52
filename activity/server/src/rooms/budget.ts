/** Whether something of this cost may be done. It may as long as anything is left: what it cost beyond that is owed. */
export type Budget = (cost?: number) => boolean;

/** RJ-4: `burst` at once, and `perSecond` from then on. */
export function openBudget(perSecond: number, burst: number): Budget {
  let left = burst;
  let at = performance.now();
  return (cost = 1) => {
    const now = performance.now();
    left = Math.min(burst, left + ((now - at) / 1_000) * perSecond);
    at = now;
    if (left <= 0) return false;
    left -= cost;
    return true;
  };
}
