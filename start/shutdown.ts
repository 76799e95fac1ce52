/** Everything has to be closed by then; what is not is cut off. */
const limitMs = 10_000;

/** Runs `close` once, however often the process is asked to end, and ends it: 0 in time, 1 past ten seconds. */
export function onShutdown(close: () => Promise<void>): void {
  let closing = false;
  const end = () => {
    if (closing) return;
    closing = true;
    setTimeout(() => process.exit(1), limitMs).unref();
    close().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`EchoChat did not close cleanly: ${String(error)}\n`);
        process.exit(1);
      },
    );
  };
  // Not `once`: a signal that nobody listens for any more kills the process in the middle of closing.
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  if (process.env.npm_lifecycle_event !== undefined) whenParentEnds(end);
}

/**
 * Under npm, our parent is a shell between npm and us. Told to end, npm tells that shell alone, and many a shell ends
 * without passing it on: then we would be left behind, holding the port and the data folder.
 */
function whenParentEnds(end: () => void): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) end();
  }, 300).unref();
}
