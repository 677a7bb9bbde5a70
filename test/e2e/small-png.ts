import { crc32, deflateSync, inflateSync } from 'node:zlib';

/**
 * Pictures of a page are flat areas and smoothed letters: 256 colours show them as well as millions, in a third of the
 * bytes. Reads what a browser writes: 8 bits per channel, RGB or RGBA, not interlaced.
 */

const paletteSize = 256;
/** This many go to what covers the most; the rest to what would otherwise be shown most wrongly. */
const popular = 160;

type Pixels = { readonly width: number; readonly height: number; readonly colours: Uint32Array };

export function withFewColours(png: Buffer): Buffer {
  const { width, height, colours } = decode(png);
  const counts = new Map<number, number>();
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const { palette, indexOf } = choosePalette([...counts]);
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      rows[y * (width + 1) + 1 + x] = indexOf.get(colours[y * width + x] ?? 0) ?? 0;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    png.subarray(0, 8),
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flatMap((colour) => channels(colour)))),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

type Choice = { readonly palette: readonly number[]; readonly indexOf: ReadonlyMap<number, number> };

function choosePalette(counted: (readonly [colour: number, count: number])[]): Choice {
  const sorted = counted.sort(([, a], [, b]) => b - a);
  const palette: number[] = [];
  const nearest = new Map<number, { index: number; error: number }>();
  const add = (added: number): void => {
    const index = palette.push(added) - 1;
    for (const [colour] of sorted) {
      const error = distance(colour, added);
      if (error < (nearest.get(colour)?.error ?? Infinity)) nearest.set(colour, { index, error });
    }
  };
  for (const [colour] of sorted.slice(0, popular)) add(colour);
  while (palette.length < Math.min(paletteSize, sorted.length)) {
    let worst = { colour: 0, cost: -1 };
    for (const [colour, count] of sorted) {
      const cost = (nearest.get(colour)?.error ?? 0) * Math.sqrt(count);
      if (cost > worst.cost) worst = { colour, cost };
    }
    add(worst.colour);
  }
  return { palette, indexOf: new Map([...nearest].map(([colour, { index }]) => [colour, index])) };
}

function channels(colour: number): [number, number, number] {
  return [colour >> 16, (colour >> 8) & 255, colour & 255];
}

function distance(one: number, other: number): number {
  const [r, g, b] = channels(one);
  const [red, green, blue] = channels(other);
  return (r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2;
}

function decode(png: Buffer): Pixels {
  const data: Buffer[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      data.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  const [width, height, type] = [png.readUInt32BE(16), png.readUInt32BE(20), png[25]];
  const size = type === 6 ? 4 : 3;
  if (png[24] !== 8 || png[28] !== 0 || (type !== 2 && type !== 6))
    throw new Error('not a picture of a page');
  const bytes = unfiltered(inflateSync(Buffer.concat(data)), width * size, height, size);
  const colours = new Uint32Array(width * height);
  for (let pixel = 0; pixel < colours.length; pixel += 1) colours[pixel] = bytes.readUIntBE(pixel * size, 3);
  return { width, height, colours };
}

/** Undoes the differences that PNG stores instead of values. */
function unfiltered(stored: Buffer, stride: number, height: number, size: number): Buffer {
  const bytes = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y += 1) {
    const filter = stored[y * (stride + 1)] ?? 0;
    for (let x = 0; x < stride; x += 1) {
      const at = y * stride + x;
      const left = x < size ? 0 : (bytes[at - size] ?? 0);
      const up = y === 0 ? 0 : (bytes[at - stride] ?? 0);
      const corner = x < size || y === 0 ? 0 : (bytes[at - stride - size] ?? 0);
      bytes[at] = (stored[y * (stride + 1) + 1 + x] ?? 0) + predicted(filter, left, up, corner);
    }
  }
  return bytes;
}

function predicted(filter: number, left: number, up: number, corner: number): number {
  switch (filter) {
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    case 4: {
      const guess = left + up - corner;
      const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
      return a <= b && a <= c ? left : b <= c ? up : corner;
    }
    default:
      return 0;
  }
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
