// What a failed query means. Prisma, its adapter and pg each say it their own way; this is the one place that knows.

const connectionCodes = new Set([
  'P1001',
  'P1002',
  'P1008',
  'P1017',
  'P2024',
  'P2028',
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'EPIPE',
  '57P01',
  '57P03',
  '08006',
  '08001',
  '08003',
  '53300',
]);

/** Every code in the chain of causes: Prisma's, PostgreSQL's, the system's. */
function codes(error: unknown, depth = 0): string[] {
  if (typeof error !== 'object' || error === null || depth > 5) return [];
  const found: string[] = [];
  for (const key of ['code', 'originalCode', 'kind'] as const) {
    const value: unknown = Reflect.get(error, key);
    if (typeof value === 'string') found.push(value);
  }
  for (const key of ['cause', 'meta', 'driverAdapterError'] as const) {
    found.push(...codes(Reflect.get(error, key), depth + 1));
  }
  return found;
}

/** A deadlock or a lost serialization: the same work may well succeed at once. */
export function isTransient(error: unknown): boolean {
  return codes(error).some(
    (code) => code === 'P2034' || code === '40001' || code === '40P01' || code === 'TransactionWriteConflict',
  );
}

/** The database cannot be reached now. */
export function isUnreachable(error: unknown): boolean {
  if (
    codes(error).some(
      (code) => connectionCodes.has(code) || code === 'DatabaseNotReachable' || code === 'ConnectionClosed',
    )
  )
    return true;
  return (
    error instanceof Error &&
    /timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error|Server has closed the connection/i.test(
      error.message,
    )
  );
}

/**
 * What was to be kept found no room, or may not be written: PostgreSQL's full disk, a database that only reads (as hosters
 * make one whose disk is full, and as we make the embedded one), and the system's own codes of a folder or a disk.
 */
const noRoomCodes: ReadonlySet<string> = new Set(['53100', '25006', 'ENOSPC', 'EDQUOT', 'EROFS', 'EFBIG']);

export const isOutOfRoom = (error: unknown): boolean => codes(error).some((code) => noRoomCodes.has(code));

/** A unique key already holds this value. */
export function isDuplicate(error: unknown): boolean {
  return codes(error).some((code) => code === 'P2002' || code === '23505' || code === 'UniqueConstraintViolation');
}
