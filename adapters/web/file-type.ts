/**
 * What a file is, by its first bytes; a name or a declared type proves nothing. Only the types listed here are taken, and
 * only images are ever shown in place.
 */

/** SVG is missing on purpose: it can carry scripts. It comes in as text and goes out as a download. */
export const inlineImageTypes: ReadonlySet<string> = new Set([
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
]);

type Signature = { readonly mimeType: string; readonly at: number; readonly bytes: readonly number[] };

const ascii = (text: string): number[] => Array.from(text, (character) => character.charCodeAt(0));

const signatures: readonly Signature[] = [
  { mimeType: 'image/png', at: 0, bytes: [0x89, ...ascii('PNG'), 0x0d, 0x0a, 0x1a, 0x0a] },
  { mimeType: 'image/jpeg', at: 0, bytes: [0xff, 0xd8, 0xff] },
  { mimeType: 'image/gif', at: 0, bytes: ascii('GIF8') },
  { mimeType: 'image/webp', at: 8, bytes: ascii('WEBP') },
  { mimeType: 'image/bmp', at: 0, bytes: ascii('BM') },
  { mimeType: 'image/heic', at: 4, bytes: ascii('ftypheic') },
  { mimeType: 'image/heic', at: 4, bytes: ascii('ftypmif1') },
  { mimeType: 'application/pdf', at: 0, bytes: ascii('%PDF-') },
  { mimeType: 'application/zip', at: 0, bytes: [...ascii('PK'), 3, 4] },
  { mimeType: 'application/gzip', at: 0, bytes: [0x1f, 0x8b] },
  { mimeType: 'application/x-7z-compressed', at: 0, bytes: [...ascii('7z'), 0xbc, 0xaf, 0x27, 0x1c] },
  { mimeType: 'application/vnd.rar', at: 0, bytes: ascii('Rar!') },
  // The old Office container: .doc, .xls, .ppt, Outlook's .msg
  { mimeType: 'application/x-cfb', at: 0, bytes: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1] },
  { mimeType: 'video/mp4', at: 4, bytes: ascii('ftyp') },
];

const openXml = 'application/vnd.openxmlformats-officedocument';
/** One container, many formats: here the name's ending decides, among types that are all only downloaded. */
const byEnding: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'application/zip': {
    docx: `${openXml}.wordprocessingml.document`,
    xlsx: `${openXml}.spreadsheetml.sheet`,
    pptx: `${openXml}.presentationml.presentation`,
  },
  'application/x-cfb': {
    doc: 'application/msword',
    xls: 'application/vnd.ms-excel',
    ppt: 'application/vnd.ms-powerpoint',
    msg: 'application/vnd.ms-outlook',
  },
};

function matches(bytes: Uint8Array, { at, bytes: wanted }: Signature): boolean {
  return wanted.every((byte, index) => bytes[at + index] === byte);
}

function isText(bytes: Uint8Array): boolean {
  // Programs and pictures have NULs early on; UTF-16 logs from Windows have a byte order mark.
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) return true;
  return !bytes.subarray(0, 8192).includes(0) && !isWindowsProgram(bytes);
}

function isWindowsProgram(bytes: Uint8Array): boolean {
  return bytes[0] === 0x4d && bytes[1] === 0x5a;
}

/** undefined: not a kind of file we take. */
export function findFileType(bytes: Uint8Array, name: string): string | undefined {
  const found = signatures.find((signature) => matches(bytes, signature))?.mimeType;
  if (found === undefined) return isText(bytes) ? 'text/plain' : undefined;
  const ending = /\.([a-z0-9]+)$/iu.exec(name)?.[1]?.toLowerCase() ?? '';
  return byEnding[found]?.[ending] ?? found;
}

const maxNameLength = 120;
/** Control characters, and those that reverse what follows ("gpj.exe" shown as "exe.jpg"). */
const hiddenCharacters = /[\p{Control}\p{Format}\p{Surrogate}\u2028\u2029]/gu;

/** A name for showing and saving: no folders, nothing hidden, not too long; its ending survives. */
export function cleanFileName(name: string): string {
  const base = name.replaceAll(hiddenCharacters, '').split(/[/\\]/u).at(-1)?.trim() ?? '';
  const safe = base.replaceAll(/[<>:"|?*]/gu, '_').replace(/^\.+/u, '');
  if (safe === '') return 'file';
  const characters = Array.from(safe);
  if (characters.length <= maxNameLength) return safe;
  const ending = /\.[^.]{1,10}$/u.exec(safe)?.[0] ?? '';
  return characters.slice(0, maxNameLength - ending.length).join('') + ending;
}
