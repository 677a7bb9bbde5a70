import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** A place in the code that says something of prompts/copy. */
export type CopyUse = {
  readonly where: string;
  readonly key: string;
  /** Names of the parameters filled in; null: not to be seen from the call. */
  readonly given: readonly string[] | null;
  /** The key is one of a family: which of them is said here depends. */
  readonly maybe: boolean;
};

/** Functions that take a key and say it, with what they fill in. */
const relays: Readonly<Record<string, { readonly argument: number; readonly given: readonly string[] }>> = {
  tellPicker: { argument: 0, given: ['name'] },
  toAuthor: { argument: 0, given: ['title', 'article', 'name', 'reason'] },
  lostSpeech: { argument: 0, given: [] },
  ratingRequest: { argument: 1, given: ['ticket'] },
  ticketList: { argument: 0, given: ['count'] },
};

/** Functions that take the end of a key. */
const suffixRelays: Readonly<Record<string, { readonly prefix: string; readonly argument: number }>> = {
  field: { prefix: 'field.', argument: 0 },
  due: { prefix: 'field.', argument: 0 },
  promise: { prefix: 'field.', argument: 0 },
  part: { prefix: 'article.', argument: 0 },
  dialogAction: { prefix: 'dialog.', argument: 2 },
  commandAction: { prefix: 'button.', argument: 1 },
};

/** Constants of a file by name; one name may stand in several functions. */
type Constants = ReadonlyMap<string, readonly ts.Expression[]>;

/** `'a'`, `` `a.${x}` `` as `a.*`, both arms of a choice, and what a constant of the same file stands for. */
function keysOf(expression: ts.Expression | undefined, constants: Constants): string[] {
  if (!expression) return [];
  if (ts.isStringLiteralLike(expression)) return [expression.text];
  if (ts.isTemplateExpression(expression))
    return [
      expression.head.text + expression.templateSpans.map(({ literal }) => `*${literal.text}`).join(''),
    ];
  if (ts.isConditionalExpression(expression))
    return [expression.whenTrue, expression.whenFalse].flatMap((arm) => keysOf(arm, constants));
  if (ts.isParenthesizedExpression(expression)) return keysOf(expression.expression, constants);
  return ts.isIdentifier(expression)
    ? (constants.get(expression.text) ?? []).flatMap((one) => keysOf(one, new Map()))
    : [];
}

function parametersGiven(expression: ts.Expression | undefined, constants: Constants): string[] | null {
  if (!expression) return [];
  const meant = ts.isIdentifier(expression) ? (constants.get(expression.text) ?? []) : [expression];
  const [object] = meant;
  if (meant.length !== 1 || !object || !ts.isObjectLiteralExpression(object)) return null;
  if (object.properties.some(ts.isSpreadAssignment)) return null;
  return object.properties.flatMap(({ name }) => (name && ts.isIdentifier(name) ? [name.text] : []));
}

function usesIn(root: string, path: string): CopyUse[] {
  const source = readFileSync(join(root, path), 'utf8');
  if (!/phrases|\/wording\//i.test(source)) return [];
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
  const constants = new Map<string, ts.Expression[]>();
  const uses: CopyUse[] = [];
  const collect = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer) {
      constants.set(node.name.text, [...(constants.get(node.name.text) ?? []), node.initializer]);
    }
    ts.forEachChild(node, collect);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) uses.push(...usesOfCall(node));
    ts.forEachChild(node, visit);
  };
  const usesOfCall = ({ expression: callee, arguments: args, pos }: ts.CallExpression): CopyUse[] => {
    const where = `${path}:${file.getLineAndCharacterOfPosition(pos).line + 1}`;
    const use = (key: string, given: CopyUse['given']): CopyUse => ({
      where,
      key,
      given,
      maybe: key.includes('*'),
    });
    if (ts.isPropertyAccessExpression(callee) && ['say', 'label'].includes(callee.name.text)) {
      return keysOf(args[0], constants).map((key) => use(key, parametersGiven(args[1], constants)));
    }
    if (ts.isPropertyAccessExpression(callee) && callee.name.text === 'channel')
      return [use('channel.*', null)];
    if (!ts.isIdentifier(callee)) return [];
    if (callee.text === 'sentence') {
      return keysOf(args[0], constants).map((key) => use(key, parametersGiven(args[1], constants)));
    }
    const relay = relays[callee.text];
    if (relay) return keysOf(args[relay.argument], constants).map((key) => use(key, relay.given));
    const suffix = suffixRelays[callee.text];
    return suffix
      ? keysOf(args[suffix.argument], constants).map((end) => use(suffix.prefix + end, null))
      : [];
  };
  collect(file);
  visit(file);
  return uses;
}

/** Every `say('…')` and `label('…')` under src, and every key handed to a function that says it. Keys made while running have `*`. */
export function findCopyUses(root: string): CopyUse[] {
  return globSync('src/**/*.ts', { cwd: root })
    .sort()
    .flatMap((path) => usesIn(root, path));
}
