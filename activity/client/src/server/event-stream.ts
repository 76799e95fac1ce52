/** One event of a stream, with its data as it was sent. */
export interface ServerEvent {
  name: string;
  data: string;
}

/** The whole events at the beginning of what has arrived, and the rest, which is not complete yet. */
export function takeEvents(text: string): { events: ServerEvent[]; rest: string } {
  const end = text.lastIndexOf('\n\n');
  if (end === -1) return { events: [], rest: text };
  const events = text.slice(0, end).split(/\n\n+/).flatMap(readEvent);
  return { events, rest: text.slice(end + 2) };
}

function readEvent(block: string): ServerEvent[] {
  const lines = block.split('\n');
  const textOf = (field: string) => lines.find((line) => line.startsWith(`${field}: `))?.slice(field.length + 2);
  const [name, data] = [textOf('event'), textOf('data')];
  return name === undefined && data === undefined ? [] : [{ name: name ?? 'message', data: data ?? '' }];
}

/** How long to wait before the next try: about a second after a stream that worked, longer each time after failures. */
export function pauseMs(failures: number, random: number): number {
  return Math.min(60_000, 1_000 * 2 ** failures) * (0.5 + random / 2);
}
