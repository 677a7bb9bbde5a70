import { limits, type ReadDocument } from './document.ts';
import { readJson } from './read-json.ts';
import { readYaml } from './read-yaml.ts';
import { words } from './words.ts';

/** A YAML or JSON file → its value with places, or everything wrong with its form. Hostile files are refused within 0.1 s. */
export function readDocument(text: string): ReadDocument {
  if (Buffer.byteLength(text) > limits.bytes)
    return { ok: false, problems: [{ line: null, path: '', message: tooLarge }] };
  const json = /^\ufeff?\s*[[{]/.test(text) ? readJson(text) : undefined;
  return json ?? readYaml(text);
}

const tooLarge = words('larger than 1 MB', '超过 1 MB');
