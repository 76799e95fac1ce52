/**
 * Milliseconds of processor time that some work takes, the least of five tries: what else the machine does hardly
 * counts in it. At least 2, below which a clock says little.
 */
export function cpuTime(work: () => void): number {
  const tries = Array.from({ length: 5 }, () => {
    const start = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1_000;
  });
  return Math.max(2, Math.min(...tries));
}
