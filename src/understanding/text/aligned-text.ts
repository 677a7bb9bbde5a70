/**
 * Text that was rewritten (normalised, folded), with the way back to the words as they were typed.
 * Unit `i` of `text` came from `original.slice(starts[i], ends[i])`; both arrays rise or stay, never fall.
 */
export type AlignedText = {
  readonly original: string;
  readonly text: string;
  readonly starts: Uint16Array;
  readonly ends: Uint16Array;
};

/** A stretch of the original: offsets in UTF-16 units, end exclusive. */
export type Span = { readonly start: number; readonly end: number };

/** Where `[start, end)` of the rewritten text lies in the original. The stretch must not be empty. */
export function spanInOriginal(aligned: AlignedText, start: number, end: number): Span {
  return { start: aligned.starts[start] ?? 0, end: aligned.ends[end - 1] ?? 0 };
}

export function originalWords(aligned: AlignedText, start: number, end: number): string {
  const span = spanInOriginal(aligned, start, end);
  return aligned.original.slice(span.start, span.end);
}

/** Writes an aligned text piece by piece. */
export class AlignedWriter {
  readonly #original: string;
  readonly #pieces: string[] = [];
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];

  constructor(original: string) {
    this.#original = original;
  }

  /** Every unit of `piece` stands for the whole of `[start, end)`, unless the lengths agree: then one for one. */
  write(piece: string, start: number, end: number): void {
    const oneForOne = piece.length === end - start;
    for (let unit = 0; unit < piece.length; unit++) {
      this.#starts.push(oneForOne ? start + unit : start);
      this.#ends.push(oneForOne ? start + unit + 1 : end);
    }
    this.#pieces.push(piece);
  }

  finish(): AlignedText {
    return {
      original: this.#original,
      text: this.#pieces.join(''),
      starts: Uint16Array.from(this.#starts),
      ends: Uint16Array.from(this.#ends),
    };
  }
}
