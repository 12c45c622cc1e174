const RETRY_AFTER_MS = 2_000;

/**
 * A function that calls `read` now, or once more after the call in progress: the last answer is that of a call
 * that began after the last change. A call that fails is repeated.
 */
export function oneAtATime(read: () => Promise<void>): () => void {
  let isRunning = false;
  let isStale = false;
  const run = async () => {
    isStale = true;
    if (isRunning) return;
    isRunning = true;
    while (isStale) {
      isStale = false;
      await read().catch(async () => {
        isStale = true;
        await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER_MS));
      });
    }
    isRunning = false;
  };
  return () => void run();
}
