/** How values that SQL knows no portable column for are kept: JSON as text, booleans as 0 and 1. */
export function encodeJson(value: unknown): string {
  return JSON.stringify(value);
}

/** The type is the caller's promise: a column is read only by the store that wrote it. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller names what it wrote
export function decodeJson<T>(text: string): T {
  return JSON.parse(text) as T;
}

export function encodeFlag(value: boolean): 0 | 1 {
  return value ? 1 : 0;
}

export function decodeFlag(value: 0 | 1): boolean {
  return value === 1;
}
