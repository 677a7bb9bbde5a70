/** Longest stretch of building before everybody else has a turn. */
const sliceMs = 8;

/**
 * Runs `step` until it says there is nothing left, a few milliseconds at a time: an index of 100,000 articles takes twenty
 * seconds, and nobody waits for it meanwhile. Resolves when done or stopped.
 */
export async function buildInSlices(
  step: () => boolean,
  isStopped: () => boolean,
  now: () => number = () => performance.now(),
): Promise<void> {
  for (;;) {
    const end = now() + sliceMs;
    while (now() < end) {
      if (isStopped() || !step()) return;
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
}
