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
}
