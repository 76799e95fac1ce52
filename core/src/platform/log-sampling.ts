/** Of one warning so many lines a minute; then a line that says how many more there were. */
const linesPerWindow = 3;
const windowMs = 60_000;
const mostMessages = 1_000;

interface Window {
  lines: number;
  more: number;
}

/**
 * Keeps a warning that repeats itself, as one about refused requests does, from flooding the log. Returns whether a line
 * is to be written; `tell` is called for those that were not, at the end of their minute.
 */
export function openSampling(tell: (message: string, more: number) => void): (message: string) => boolean {
  const windows = new Map<string, Window>();
  return (message) => {
    const window = windows.get(message);
    if (window === undefined) {
      if (windows.size >= mostMessages) return true;
      const opened = { lines: 1, more: 0 };
      windows.set(message, opened);
      setTimeout(() => {
        windows.delete(message);
        if (opened.more > 0) tell(message, opened.more);
      }, windowMs).unref();
      return true;
    }
    if (window.lines < linesPerWindow) {
      window.lines += 1;
      return true;
    }
    window.more += 1;
    return false;
  };
}
