import type { Script } from '../understanding.ts';

const han = /\p{Script=Han}/gu;

type Exclusive = { readonly simplified: ReadonlySet<string>; readonly traditional: ReadonlySet<string> };
let exclusive: Exclusive | undefined;

/**
 * Which script Chinese text is written in. Characters both scripts share say nothing; text with only such
 * characters ("你好") counts as Simplified, and folding would not change it anyway.
 */
export function detectScript(text: string): Script {
  const characters = text.match(han);
  if (!characters) return 'latin';
  exclusive ??= exclusiveCharacters();
  let balance = 0;
  for (const character of characters) {
    if (exclusive.traditional.has(character)) balance++;
    else if (exclusive.simplified.has(character)) balance--;
  }
  return balance > 0 ? 'traditional' : 'simplified';
}

/**
 * The two national standards say which characters each side writes: GB 2312 (1980) and Big5 (1984). What only one
 * of them has is a sign of that script; 后, 里, 著 are in both and are none. https://encoding.spec.whatwg.org/#legacy-multi-byte-chinese-(simplified)-encodings
 */
function exclusiveCharacters(): Exclusive {
  const gb2312 = repertoire('gbk', [[0xb0, 0xf7]], [[0xa1, 0xfe]]);
  const big5 = repertoire(
    'big5',
    [
      [0xa4, 0xc6],
      [0xc9, 0xf9],
    ],
    [
      [0x40, 0x7e],
      [0xa1, 0xfe],
    ],
  );
  return { simplified: without(gb2312, big5), traditional: without(big5, gb2312) };
}

function without(characters: ReadonlySet<string>, others: ReadonlySet<string>): Set<string> {
  return new Set([...characters].filter((character) => !others.has(character)));
}

type ByteRange = readonly [first: number, last: number];

function repertoire(
  encoding: string,
  leads: readonly ByteRange[],
  trails: readonly ByteRange[],
): Set<string> {
  const bytes: number[] = [];
  for (const lead of leads.flatMap(expand))
    for (const trail of trails.flatMap(expand)) bytes.push(lead, trail);
  return new Set(new TextDecoder(encoding).decode(Uint8Array.from(bytes)).match(han) ?? []);
}

function expand([first, last]: ByteRange): number[] {
  return Array.from({ length: last - first + 1 }, (_, step) => first + step);
}
