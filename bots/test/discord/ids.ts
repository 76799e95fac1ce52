let last = 0n;

/** A snowflake, later ones larger, as Discord makes them from the time. */
export function snowflake(): string {
  const now = BigInt(Date.now() - 1_420_070_400_000) << 22n;
  last = now > last ? now : last + 1n;
  return String(last);
}
