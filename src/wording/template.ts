import type { Inline } from '../channel/outbound.ts';

/** Literal text, or the name of a parameter. */
type Piece = { readonly literal: string } | { readonly parameter: string };
type Run = { readonly strong: boolean; readonly pieces: readonly Piece[] };

/** A sentence of prompts/copy: `{name}` stands for a parameter, `**…**` for strong. */
export type Template = { readonly runs: readonly Run[]; readonly parameters: readonly string[] };

export type Parameter = string | number | Inline | readonly Inline[];
export type Parameters = Readonly<Record<string, Parameter>>;

export function parseTemplate(source: string): Template {
  const runs = source
    .split('**')
    .map((part, index) => ({ strong: index % 2 === 1, pieces: parsePieces(part) }));
  const parameters = runs.flatMap((run) =>
    run.pieces.flatMap((piece) => ('parameter' in piece ? [piece.parameter] : [])),
  );
  return { runs: runs.filter((run) => run.pieces.length > 0), parameters: [...new Set(parameters)].sort() };
}

function parsePieces(text: string): Piece[] {
  return text
    .split(/(\{[a-zA-Z]+\})/)
    .filter((part) => part !== '')
    .map((part) => (/^\{[a-zA-Z]+\}$/.test(part) ? { parameter: part.slice(1, -1) } : { literal: part }));
}

/**
 * Fills a template. A string parameter stays text whatever it contains: braces, stars and markup in it mean nothing.
 * @throws RangeError for a parameter the caller did not give.
 */
export function fillTemplate(template: Template, parameters: Parameters): Inline[] {
  return template.runs.flatMap((run) =>
    run.pieces.flatMap((piece) => fillPiece(piece, run.strong, parameters)),
  );
}

function fillPiece(piece: Piece, strong: boolean, parameters: Parameters): Inline[] {
  const type = strong ? 'strong' : 'plain';
  if ('literal' in piece) return [{ type, text: piece.literal }];
  const value = parameters[piece.parameter];
  if (value === undefined) throw new RangeError(`parameter ${piece.parameter} is missing`);
  if (typeof value === 'string' || typeof value === 'number') return [{ type, text: String(value) }];
  return 'type' in value ? [value] : [...value];
}

/** What a person would read with all styling lost. */
export function plainText(inlines: readonly Inline[]): string {
  return inlines.map((inline) => (inline.type === 'mention' ? `@${inline.name}` : inline.text)).join('');
}
