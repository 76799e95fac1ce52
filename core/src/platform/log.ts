import { type Logger, pino } from 'pino';

export type Log = Logger;

/** JSON lines on standard output. What could identify or let in a person is cut out wherever it turns up. */
export function openLog(level: string): Log {
  return pino({
    level,
    redact: {
      paths: ['*.token', '*.authorization', '*.email', 'req.headers.authorization', 'req.headers.cookie'],
      censor: '[redacted]',
    },
  });
}
