/** Runs `then` once after `ms`; the function given back calls it off. */
export type Schedule = (ms: number, then: () => void) => () => void;

/** Real timers that keep no process alive. */
export const schedule: Schedule = (ms, then) => {
  const timer = setTimeout(then, ms);
  timer.unref();
  return () => {
    clearTimeout(timer);
  };
};
