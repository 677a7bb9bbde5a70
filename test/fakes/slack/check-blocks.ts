import type { AnyBlock } from './read-blocks.ts';

/**
 * What Slack would answer `invalid_blocks` to: docs.slack.dev/reference/block-kit/blocks and …/block-elements. Each problem is
 * a sentence.
 */
export function checkBlocks(blocks: readonly AnyBlock[], maxBlocks: number): string[] {
  const problems: string[] = [];
  const say = (problem: string): void => void problems.push(problem);
  if (blocks.length > maxBlocks) say(`${blocks.length} blocks, more than ${maxBlocks}`);
  const blockIds = blocks.flatMap(({ block_id: id }) => (typeof id === 'string' ? [id] : []));
  if (new Set(blockIds).size !== blockIds.length) say('a block_id twice');
  for (const block of blocks) checkBlock(block, say);
  return problems;
}

type Say = (problem: string) => void;

function checkText(raw: unknown, maxLength: number, types: readonly string[], say: Say): void {
  const { type, text, emoji } = raw as { type?: string; text?: string; emoji?: unknown };
  if (type === undefined || !types.includes(type)) say(`a text of type ${String(type)}`);
  if (typeof text !== 'string' || text.length === 0) say('an empty text');
  else if (text.length > maxLength) say(`a text of ${text.length}, more than ${maxLength}`);
  if (type === 'mrkdwn' && emoji !== undefined) say('emoji in mrkdwn');
}

function checkBlock(block: AnyBlock, say: Say): void {
  const elements = (block['elements'] ?? []) as AnyBlock[];
  switch (block.type) {
    case 'header':
      checkText(block['text'], 150, ['plain_text'], say);
      return;
    case 'section': {
      const fields = (block['fields'] ?? []) as unknown[];
      if (block['text'] === undefined && fields.length === 0) say('an empty section');
      if (block['text'] !== undefined) checkText(block['text'], 3_000, ['plain_text', 'mrkdwn'], say);
      if (fields.length > 10) say(`${fields.length} fields`);
      for (const field of fields) checkText(field, 2_000, ['plain_text', 'mrkdwn'], say);
      return;
    }
    case 'context':
      if (elements.length === 0 || elements.length > 10) say(`${elements.length} elements of a context`);
      for (const element of elements) checkText(element, 2_000, ['plain_text', 'mrkdwn'], say);
      return;
    case 'actions': {
      if (elements.length === 0 || elements.length > 25) say(`${elements.length} elements of a row`);
      checkActionIds(elements, say);
      for (const element of elements) checkButton(element, say);
      return;
    }
    case 'context_actions':
      if (elements.length === 0 || elements.length > 5) say(`${elements.length} elements of context actions`);
      for (const element of elements)
        for (const key of ['positive_button', 'negative_button']) {
          const { text, value } = element[key] as { text: unknown; value: string };
          checkText(text, 75, ['plain_text'], say);
          if (value.length > 2_000) say('a value over 2,000');
        }
      return;
    case 'rich_text':
      if (elements.length === 0) say('an empty rich text');
      for (const element of elements) checkRich(element, say);
      return;
    case 'input':
      checkText(block['label'], 2_000, ['plain_text'], say);
      if (block['hint'] !== undefined) checkText(block['hint'], 2_000, ['plain_text'], say);
      checkInput(block['element'] as AnyBlock, say);
      return;
    case 'divider':
      return;
    default:
      say(`unknown block ${block.type}`);
  }
}

function checkActionIds(elements: readonly AnyBlock[], say: Say): void {
  const ids = elements.map((element) => String(element['action_id']));
  if (new Set(ids).size !== ids.length) say('an action_id twice');
  if (ids.some((id) => id.length > 255)) say('an action_id over 255');
}

function checkButton(element: AnyBlock, say: Say): void {
  if (element.type !== 'button') say(`an element of type ${element.type}`);
  checkText(element['text'], 75, ['plain_text'], say);
  const { value, style } = element as { value?: unknown; style?: unknown };
  if (typeof value !== 'string' || value.length === 0 || value.length > 2_000)
    say('a value over 2,000, or none');
  if (style !== undefined && style !== 'primary' && style !== 'danger') say('an unknown style');
}

function checkRich(element: AnyBlock, say: Say): void {
  const parts = (element['elements'] ?? []) as AnyBlock[];
  if (parts.length === 0) say(`an empty ${element.type}`);
  if (element.type === 'rich_text_list') {
    for (const part of parts) checkRich(part, say);
    return;
  }
  if (!['rich_text_section', 'rich_text_quote', 'rich_text_preformatted'].includes(element.type))
    say(`unknown rich text ${element.type}`);
  let length = 0;
  for (const part of parts) {
    if (part.type === 'user') {
      if (!/^[UW][A-Z0-9]+$/.test(String(part['user_id']))) say('no user id');
      continue;
    }
    if (part.type !== 'text' && part.type !== 'link') say(`unknown element ${part.type}`);
    const text = textOf(part['text']);
    if (text === '') say('an empty element');
    length += text.length;
    if (part.type === 'link' && !/^(?:https?:\/\/|mailto:)\S+$/.test(String(part['url']))) say('no address');
  }
  if (length > 4_000) say(`rich text of ${length}`);
}

function checkInput(element: AnyBlock, say: Say): void {
  const options = element['options'] as { text: unknown; value: string }[] | undefined;
  switch (element.type) {
    case 'plain_text_input': {
      const maxLength = Number(element['max_length'] ?? 3_000);
      if (maxLength < 1 || maxLength > 3_000) say(`max_length ${maxLength}`);
      if (textOf(element['initial_value']).length > maxLength) say('an initial value over the maximum');
      return;
    }
    case 'radio_buttons':
    case 'checkboxes':
      if (!options || options.length === 0 || options.length > 10) say(`${options?.length ?? 0} choices`);
      break;
    case 'static_select':
    case 'multi_static_select':
      if (!options || options.length === 0 || options.length > 100) say(`${options?.length ?? 0} options`);
      break;
    default:
      say(`unknown input ${element.type}`);
  }
  for (const option of options ?? []) {
    checkText(option.text, 75, ['plain_text'], say);
    if (option.value.length === 0 || option.value.length > 150) say('an option value over 150, or none');
  }
  const initial = [
    ...((element['initial_options'] ?? []) as object[]),
    ...(element['initial_option'] === undefined ? [] : [element['initial_option'] as object]),
  ].map((option) => JSON.stringify(option));
  const known = (options ?? []).map((option) => JSON.stringify(option));
  if (initial.some((option) => !known.includes(option))) say('an initial option that is none of the options');
}

export function checkView(view: AnyBlock, maxBlocks: number): string[] {
  const blocks = (view['blocks'] ?? []) as AnyBlock[];
  const problems = checkBlocks(blocks, maxBlocks);
  const say = (problem: string): void => void problems.push(problem);
  if (view.type === 'modal') {
    for (const key of ['title', 'submit', 'close']) checkText(view[key], 24, ['plain_text'], say);
    if (textOf(view['callback_id']).length > 255) say('a callback_id over 255');
    if (textOf(view['private_metadata']).length > 3_000) say('private_metadata over 3,000');
  }
  if (view.type === 'home' && blocks.some(({ type }) => type === 'context_actions' || type === 'input'))
    say('a block a home page cannot show');
  if (JSON.stringify(view).length > 250_000) say('a view over 250 kB');
  return problems;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
