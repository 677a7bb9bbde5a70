/** Values kept in this browser over a reload. Broken or forbidden storage is the same as an empty one. */

export function recall<Value>(
  key: string,
  isValue: (value: unknown) => value is Value,
  otherwise: Value,
): Value {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(`bangban.${key}`) ?? 'null');
    return isValue(value) ? value : otherwise;
  } catch {
    return otherwise;
  }
}

const written = new Map<string, string>();

export function remember(key: string, value: unknown): void {
  const text = JSON.stringify(value);
  if (written.get(key) === text) return;
  written.set(key, text);
  try {
    localStorage.setItem(`bangban.${key}`, text);
  } catch {
    // Private windows may forbid it; the page works without.
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isListOf<Item>(
  isItem: (value: unknown) => value is Item,
): (value: unknown) => value is Item[] {
  return (value): value is Item[] => Array.isArray(value) && value.every(isItem);
}
