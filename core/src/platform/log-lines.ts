import { styleText } from 'node:util';

const levels = [
  { from: 60, name: 'FATAL', style: 'red' },
  { from: 50, name: 'ERROR', style: 'red' },
  { from: 40, name: 'WARN ', style: 'yellow' },
  { from: 30, name: 'INFO ', style: 'green' },
  { from: 0, name: 'DEBUG', style: 'gray' },
] as const;

/** A line of JSON as a person at a terminal reads it: when, how grave, what, its values, and below where it broke. */
export function readableLine(json: string): string {
  const { level = 0, time = 0, msg = '', err, pid: _pid, hostname: _hostname, ...values } = JSON.parse(json);
  const { name, style } = levels.find(({ from }) => level >= from) ?? levels[4];
  const at = new Date(time).toTimeString().slice(0, 8);
  const said = Object.entries(values).map(
    ([key, value]) => `${styleText('gray', `${key}=`)}${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  const stack = typeof err?.stack === 'string' ? `\n${err.stack.replace(/^/gm, '    ')}` : '';
  return `${[styleText('gray', at), styleText(style, name), msg, ...said].join(' ')}${stack}\n`;
}
