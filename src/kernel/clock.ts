/** The only source of time. Returns epoch milliseconds; tests pass one they can turn. */
export type Clock = () => number;

export const systemClock: Clock = () => Date.now();
