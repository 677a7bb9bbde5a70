import { createDocument, lineAt, type Located, type ReadDocument } from './document.ts';
import { words } from './words.ts';

/** A field in quotes with `""` for a quote, or one without; and what ends it. */
const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|\n|\r|$)/y;
const maxBytes = 10 * 1024 * 1024;

/**
 * A CSV file (RFC 4180) whose first row names the columns → a list of records, every value a text; empty cells are left
 * out, and so are empty rows.
 */
export function readCsv(text: string): ReadDocument {
  const refuse = (offset: number | null, en: string, zh: string): ReadDocument => ({
    ok: false,
    problems: [{ line: offset === null ? null : lineAt(text, offset), path: '', message: words(en, zh) }],
  });
  if (Buffer.byteLength(text) > maxBytes) return refuse(null, 'larger than 10 MB', '超过 10 MB');
  const begin = text.startsWith('\ufeff') ? 1 : 0;
  const rows: { offset: number; cells: string[] }[] = [{ offset: begin, cells: [] }];
  for (let at = begin; at < text.length; at = cell.lastIndex) {
    cell.lastIndex = at;
    const [found, quoted, bare, end] = cell.exec(text) ?? [];
    if (found === undefined)
      return refuse(at, 'a quote that is not closed, or text beside one', '引号没有闭合，或引号外有多余文字');
    rows.at(-1)?.cells.push(quoted?.replaceAll('""', '"') ?? bare?.trim() ?? '');
    if (end !== ',' && end !== '') rows.push({ offset: cell.lastIndex, cells: [] });
    // After a comma at the very end one empty cell is left, which means nothing.
    if (found === '') break;
  }
  const [header, ...records] = rows.filter(({ cells }) => cells.some((value) => value !== ''));
  const names = header?.cells ?? [];
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined)
    return refuse(begin, `the column "${repeated}" twice`, `列 "${repeated}" 出现两次`);
  for (const { offset, cells } of records) {
    if (cells.length > names.length && cells.slice(names.length).some((value) => value !== '')) {
      return refuse(
        offset,
        `${cells.length} cells for ${names.length} columns`,
        `有 ${cells.length} 格，而列只有 ${names.length} 个`,
      );
    }
  }
  const children = records.map(({ offset, cells }): Located => {
    const filled = names.flatMap((name, index) => (cells[index] ? [[name, cells[index]] as const] : []));
    const places = filled.map(([name, value]) => [name, { value, offset, children: null }] as const);
    return { value: Object.fromEntries(filled), offset, children: new Map<string | number, Located>(places) };
  });
  const root = {
    value: children.map(({ value }) => value),
    offset: begin,
    children: new Map(children.entries()),
  };
  return { ok: true, document: createDocument(text, root) };
}
