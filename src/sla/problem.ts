/** One thing wrong with a calendar or policy: where, what stands there, what should. */
export type Problem = { readonly path: string; readonly seen: string; readonly expected: string };

/** A value as a person would recognise it in the file, cut short. */
export function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = typeof value === 'string' ? `"${value}"` : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

/** A record as YAML or JSON gives one: no list, not null. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Adds a problem for every key that is not known. */
export function refuseUnknownKeys(
  value: Record<string, unknown>,
  known: readonly string[],
  path: string,
  problems: Problem[],
): void {
  for (const key of Object.keys(value)) {
    if (known.includes(key)) continue;
    problems.push({
      path: path ? `${path}.${key}` : key,
      seen: show(key),
      expected: `one of ${known.join(', ')}`,
    });
  }
}
