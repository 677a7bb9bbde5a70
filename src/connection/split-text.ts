/** A stretch of text and how it is written in the channel's markup. */
export type Stretch = {
  /** As a person reads it. */
  readonly text: string;
  /** Escapes, and wraps in the markup's signs; called again for every piece the stretch is cut into. */
  render(part: string): string;
  /** Whether it may be cut: plain words and code may, a link or a mention may not. */
  readonly divisible: boolean;
};

const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Where a piece ends best, from the best to the least: after a line, a sentence, a word. A full stop within a word ends nothing. */
const ends = [
  (_: string, before: string) => before === '\n',
  (after: string, before: string) => /[。！？；]/.test(before) || (/[.!?;]/.test(before) && /\s/.test(after)),
  (_: string, before: string) => /\s/.test(before),
] as const;

/** Where a piece of at most `length` code units ends best, and never within a character. */
function cutBefore(text: string, length: number): number {
  const earliest = Math.floor(length * 0.6);
  for (const isEnd of ends) {
    for (let cut = length; cut > earliest; cut -= 1) {
      if (isEnd(text.charAt(cut), text.charAt(cut - 1)) && characterStart(text, cut) === cut) return cut;
    }
  }
  const cut = characterStart(text, length);
  if (cut > 0) return cut;
  // One character longer than a message: at least no half of a code point.
  return length > 1 && /[\uDC00-\uDFFF]/.test(text.charAt(length)) ? length - 1 : length;
}

/** Where the character begins that stands at `index`. */
function characterStart(text: string, index: number): number {
  return characters.segment(text).containing(index)?.index ?? index;
}

/** The longest piece from the front that fits, rendered, into `room`. */
function takePiece(
  stretch: Stretch,
  room: number,
  measure: (rendered: string) => number,
): { piece: string; rest: string } | undefined {
  let length = Math.min(stretch.text.length, room);
  while (length > 0) {
    const end = length < stretch.text.length ? cutBefore(stretch.text, length) : length;
    const piece = stretch.text.slice(0, end);
    const size = measure(stretch.render(piece));
    if (size <= room) return { piece, rest: stretch.text.slice(end) };
    length = Math.min(end - 1, Math.floor((end * room) / size));
  }
  return undefined;
}

/**
 * Packs stretches into as few messages as fit `limit`, in order. Nothing is lost, no character, code span, link or mention is
 * cut; a link longer than a whole message is the one exception: it is written out as words.
 * @param measure size of a rendered text in the limit's unit: characters by default, bytes where the platform counts those
 */
export function splitStretches(
  stretches: readonly Stretch[],
  limit: number,
  measure: (rendered: string) => number = (rendered) => rendered.length,
): string[] {
  const messages: string[] = [];
  let open = '';
  const flush = (): void => {
    if (open.trim() !== '') messages.push(open.trim());
    open = '';
  };
  for (const stretch of stretches) {
    let left = stretch;
    for (;;) {
      const whole = open + left.render(left.text);
      if (measure(whole) <= limit) {
        open = whole;
        break;
      }
      if (!left.divisible) {
        if (open !== '') flush();
        else left = { ...left, divisible: true, render: (part) => part };
        continue;
      }
      const taken = takePiece(left, limit - measure(open), measure);
      // A scrap at the end of a full message is worth less than an unbroken line in the next.
      if (taken && (open === '' || taken.piece.length >= 40 || taken.rest === '')) {
        open += left.render(taken.piece);
        left = { ...left, text: taken.rest };
      } else if (open === '') {
        // Not even one character fits: the limit is no limit a message could have.
        open = left.render(left.text);
        break;
      }
      flush();
    }
  }
  flush();
  return messages;
}

/** UTF-8 bytes, for platforms that count those. */
export function byteLength(text: string): number {
  return Buffer.byteLength(text);
}
