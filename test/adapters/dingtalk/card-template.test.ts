import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { renderCard } from '../../../adapters/dingtalk/render-card.ts';

const cardOptions = { mentions: true, status: '', locale: 'zh-CN' } as const;

type Node = { componentName: string; props: Record<string, unknown>; children?: Node[] };
type Editor = {
  schema: { componentsMap: { componentName: string }[]; componentsTree: Node[] };
  variableList: { name: string; type: string }[];
};

const file = join(import.meta.dirname, '../../../adapters/dingtalk/card-template.json');
const template = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
const editor = JSON.parse(template['editorData'] ?? '') as Editor;
const sent = Object.keys(
  renderCard({ blocks: [], actions: [], attachmentKeys: [], feedback: null }, cardOptions).card.variables,
).sort();

test('the shipped template is an export of the card platform: a message card with editor data and layout', () => {
  expect(Object.keys(template)).toEqual(['editorData', 'widgetInfo', 'type', 'mode']);
  expect(template).toMatchObject({ type: 'im', mode: 'card' });
});

test('it knows every variable we send, and no other', () => {
  expect(editor.variableList.map(({ name }) => name).sort()).toEqual(sent);
});

test('every variable is shown or pressed somewhere, in the editor and in the layout', () => {
  const tree = JSON.stringify(editor.schema.componentsTree);
  for (const name of sent) {
    expect(tree, name).toMatch(new RegExp(`\\$\\{${name}\\}|"variable":"${name}"`));
    if (!name.startsWith('style')) expect(template['widgetInfo'], name).toContain(`data.cardData.${name}`);
  }
});

test('a button gives back its action, as id and as parameter', () => {
  const buttons = (editor.schema.componentsTree[0]?.children ?? []).filter(
    ({ componentName }) => componentName === 'SingleButton',
  );
  expect(buttons).toHaveLength(8);
  for (const [index, { props }] of buttons.entries()) {
    expect(props).toMatchObject({
      actionType: 'request',
      actionId: { content: `\${action${index + 1}}` },
      params: [{ type: 'variable', name: 'action', variable: `action${index + 1}` }],
    });
  }
});

test('every component of the tree is declared', () => {
  const declared = new Set(editor.schema.componentsMap.map(({ componentName }) => componentName));
  const used = (node: Node): string[] => [node.componentName, ...(node.children ?? []).flatMap(used)];
  for (const name of editor.schema.componentsTree.flatMap(used)) expect(declared).toContain(name);
});
