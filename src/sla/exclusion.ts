/** A span whose time does not count, whatever the calendar says, `[from, to)`. `to` is null while it lasts. */
export type Exclusion = { readonly from: number; readonly to: number | null; readonly reason: string };

/** Without a reason, as arithmetic takes them; any order, may overlap. */
export type Span = { readonly from: number; readonly to: number | null };

/** Sorted, disjoint, without empty ones. */
export function mergeSpans(spans: readonly Span[]): Span[] {
  const merged: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    if (span.to !== null && span.to <= span.from) continue;
    const last = merged.at(-1);
    if (last && (last.to === null || span.from <= last.to)) {
      const to = last.to === null || span.to === null ? null : Math.max(last.to, span.to);
      merged[merged.length - 1] = { from: last.from, to };
    } else merged.push({ from: span.from, to: span.to });
  }
  return merged;
}
