export interface Measured {
  /** Wall time of one call, milliseconds. */
  median: number;
  p95: number;
  /** Processor time of this process a call, milliseconds: what is left of a call without waiting. */
  cpu: number;
}

/** Calls `work` once for each of `inputs`, one after the other, after `warm` calls that do not count. */
export async function measure<T>(
  inputs: readonly T[],
  warm: number,
  work: (input: T) => Promise<unknown>,
): Promise<Measured> {
  for (const input of inputs.slice(0, warm)) await work(input);
  const counted = inputs.slice(warm);
  const times: number[] = [];
  const before = process.cpuUsage();
  for (const input of counted) {
    const began = performance.now();
    await work(input);
    times.push(performance.now() - began);
  }
  const { user, system } = process.cpuUsage(before);
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { median: at(0.5), p95: at(0.95), cpu: (user + system) / 1_000 / counted.length };
}
