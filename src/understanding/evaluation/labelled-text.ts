/** A line of a labelled set. `oos` is the label of what no other label covers. */
export type LabelledText = { readonly id: string | null; readonly text: string; readonly label: string };

export const outOfScope = 'oos';

export type DecodedTexts = {
  readonly texts: readonly LabelledText[];
  readonly problems: readonly { readonly line: number; readonly message: string }[];
};

/** Reads JSON lines `{id?, text, label}`. A bad line is named and left out; the rest is used. */
export function decodeLabelledTexts(source: string): DecodedTexts {
  const texts: LabelledText[] = [];
  const problems: { line: number; message: string }[] = [];
  source.split('\n').forEach((line, index) => {
    if (line.trim() === '') return;
    const found = decodeLine(line.replace(/^\ufeff/, ''));
    if (typeof found === 'string') problems.push({ line: index + 1, message: found });
    else texts.push(found);
  });
  return { texts, problems };
}

/** @returns the text, or what is wrong with the line. */
function decodeLine(line: string): LabelledText | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return 'not JSON';
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'not a JSON object';
  const fields = new Map<string, unknown>(Object.entries(value));
  const [id, text, label] = [fields.get('id'), fields.get('text'), fields.get('label')];
  if (typeof text !== 'string' || text.trim() === '') return 'text is missing';
  if (typeof label !== 'string' || label === '') return 'label is missing';
  if (id !== undefined && typeof id !== 'string' && typeof id !== 'number') return 'id is no text';
  return { id: id === undefined ? null : String(id), text, label };
}
