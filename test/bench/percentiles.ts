/** Of durations in ms; the list is sorted in place. */
export function percentile(durationsMs: number[], share: number): number {
  durationsMs.sort((a, b) => a - b);
  return durationsMs[Math.min(durationsMs.length - 1, Math.floor(durationsMs.length * share))] ?? 0;
}

export function milliseconds(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 1)} ms`;
}
