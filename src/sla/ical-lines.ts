/** A property of an iCalendar file, unfolded; `line` is where it begins, from 1. RFC 5545 section 3.1. */
export type IcalLine = {
  readonly line: number;
  /** Upper case. */
  readonly name: string;
  /** Upper-case names; values without their quotes. */
  readonly parameters: ReadonlyMap<string, string>;
  readonly value: string;
};

/** One thing wrong with a file: at which line, and what was expected. */
export type IcalProblem = { readonly line: number; readonly expected: string };

const property =
  /^([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+=(?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)*):(.*)$/su;
const parameter = /;([A-Za-z0-9-]+)=((?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)/gu;

/** Text → its lines, or the lines that are none. Long lines are folded: a blank at the beginning goes on with the last one. */
export function readIcalLines(text: string): { lines: IcalLine[]; problems: IcalProblem[] } {
  const lines: IcalLine[] = [];
  const problems: IcalProblem[] = [];
  for (const { line, content } of unfold(text)) {
    const match = property.exec(content);
    const [, name = '', given = '', value = ''] = match ?? [];
    if (!match) problems.push({ line, expected: 'NAME:value, such as DTSTART;VALUE=DATE:20260101' });
    else {
      const parameters = [...given.matchAll(parameter)].map(
        ([, key = '', own = '']) => [key.toUpperCase(), own.replaceAll('"', '')] as const,
      );
      lines.push({ line, name: name.toUpperCase(), parameters: new Map(parameters), value });
    }
  }
  return { lines, problems };
}

function unfold(text: string): { line: number; content: string }[] {
  const unfolded: { line: number; content: string }[] = [];
  text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .forEach((content, index) => {
      const last = unfolded.at(-1);
      if (last && /^[ \t]/.test(content)) last.content += content.slice(1);
      else if (content.trim() !== '') unfolded.push({ line: index + 1, content });
    });
  return unfolded;
}

/** A component as its lines lie in the file. */
export type IcalBlock = {
  readonly name: string;
  readonly line: number;
  readonly properties: readonly IcalLine[];
  readonly children: readonly IcalBlock[];
};

type OpenBlock = { name: string; line: number; properties: IcalLine[]; children: IcalBlock[] };

/** Lines → the one VCALENDAR they make, or where BEGIN and END do not fit. */
export function readIcalBlocks(lines: readonly IcalLine[]): {
  root: IcalBlock | null;
  problems: IcalProblem[];
} {
  const problems: IcalProblem[] = [];
  const open: OpenBlock[] = [];
  let root: IcalBlock | null = null;
  for (const each of lines) {
    const block = open.at(-1);
    const value = each.value.trim().toUpperCase();
    if (each.name === 'BEGIN') open.push({ name: value, line: each.line, properties: [], children: [] });
    else if (!block) {
      problems.push({ line: each.line, expected: root ? 'nothing after END:VCALENDAR' : 'BEGIN:VCALENDAR' });
      return { root: null, problems };
    } else if (each.name !== 'END') block.properties.push(each);
    else if (value !== block.name) {
      problems.push({ line: each.line, expected: `END:${block.name}, which line ${block.line} began` });
      return { root: null, problems };
    } else {
      open.pop();
      const parent = open.at(-1);
      if (parent) parent.children.push(block);
      else root ??= block;
    }
  }
  const unfinished = open.at(-1);
  if (unfinished) problems.push({ line: unfinished.line, expected: `END:${unfinished.name} further down` });
  if (root?.name !== 'VCALENDAR' && problems.length === 0)
    problems.push({ line: root?.line ?? 1, expected: 'BEGIN:VCALENDAR' });
  return { root: problems.length > 0 ? null : root, problems };
}
