import {
  impacts,
  priorities,
  urgencies,
  type Impact,
  type Priority,
  type Urgency,
} from '../../ticketing/classification.ts';
import type { Understanding } from '../understanding.ts';

/** A labelled message of an evaluation file. Labels that are not given are not scored. */
export type LabelledMessage = {
  readonly id: string;
  readonly text: string;
  readonly category?: string;
  readonly kind?: Understanding['kind'];
  readonly impact?: Impact;
  readonly urgency?: Urgency;
  readonly priority?: Priority;
};

export type DecodedMessages = {
  readonly messages: readonly LabelledMessage[];
  readonly problems: readonly { readonly line: number; readonly message: string }[];
};

const kinds: readonly Understanding['kind'][] = ['incident', 'request', 'how-to', 'small-talk', 'off-topic'];
const closed: Readonly<Record<string, readonly string[]>> = {
  kind: kinds,
  impact: impacts,
  urgency: urgencies,
  priority: priorities,
};

/** Reads JSON lines `{id, text, …labels}`. A bad line is named and left out; the rest is used. */
export function decodeMessages(source: string): DecodedMessages {
  const messages: LabelledMessage[] = [];
  const problems: { line: number; message: string }[] = [];
  source.split('\n').forEach((line, index) => {
    if (line.trim() === '') return;
    const found = decodeLine(line);
    if (typeof found === 'string') problems.push({ line: index + 1, message: found });
    else messages.push(found);
  });
  return { messages, problems };
}

/** @returns the message, or what is wrong with the line. */
function decodeLine(line: string): LabelledMessage | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return 'not JSON';
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'not a JSON object';
  const fields = new Map<string, unknown>(Object.entries(value));
  const id = fields.get('id');
  if (typeof id !== 'string' && typeof id !== 'number') return 'id is missing';
  if (typeof fields.get('text') !== 'string') return 'text is missing';
  for (const [label, allowed] of Object.entries(closed)) {
    const given = fields.get(label);
    if (given !== undefined && !allowed.some((one) => one === given))
      return `${label} is none of ${allowed.join(', ')}`;
  }
  if (fields.has('category') && typeof fields.get('category') !== 'string') return 'category is no text';
  return { ...(value as LabelledMessage), id: String(id) };
}
