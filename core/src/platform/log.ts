import { type Logger, pino } from 'pino';
import { censor } from './log-censor.ts';
import { readableLine } from './log-lines.ts';
import { openSampling } from './log-sampling.ts';

export type Log = Logger;

const warnLevel = 40;

export interface LogOptions {
  /** Whether a person reads along. */
  isTerminal?: boolean;
  write?: (text: string) => void;
}

/**
 * Lines on standard output: JSON for programs, words for a terminal. What could identify or let in a person is cut out
 * wherever it turns up, and a warning that repeats itself is counted.
 */
export function openLog(level: string, options: LogOptions = {}): Log {
  const { isTerminal = process.stdout.isTTY === true, write = (text) => void process.stdout.write(text) } = options;
  const isWritten = openSampling((message, more) => log.warn({ more }, `${message} (more of the same)`));
  const log: Log = pino(
    {
      level,
      formatters: { log: (values) => Object(censorValues(values)) },
      serializers: { err: (error: Error) => censor(pino.stdSerializers.err(error)) },
      hooks: {
        logMethod(given, method, at) {
          const [first, second] = given;
          const message = typeof first === 'string' ? first : second;
          if (at !== warnLevel || typeof message !== 'string' || isWritten(message)) method.apply(this, given);
        },
      },
    },
    { write: (line: string) => write(isTerminal ? readableLine(line) : line) },
  );
  return log;
}

/** Errors are written by their own serializer, which needs them whole. */
const censorValues = (values: object): object =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      value instanceof Error ? value : Reflect.get(Object(censor({ [name]: value })), name),
    ]),
  );
