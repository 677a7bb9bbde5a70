import { z } from 'zod';

/** What a person sees and who is notified, read out of what was sent the way Slack reads it. */
export type Reading = {
  readonly text: string;
  readonly buttons: readonly {
    readonly label: string;
    readonly actionId: string;
    readonly value: string;
    readonly type: string;
  }[];
  readonly mentions: readonly string[];
  readonly links: readonly string[];
};

const textObject = z.object({
  type: z.enum(['plain_text', 'mrkdwn']),
  text: z.string(),
  verbatim: z.boolean().optional(),
});
export type TextObject = z.infer<typeof textObject>;
const loose = z.looseObject({ type: z.string() });
export const blockList = z.array(loose);
export type AnyBlock = z.infer<typeof loose>;

type Heap = {
  lines: string[];
  buttons: { label: string; actionId: string; value: string; type: string }[];
  mentions: string[];
  links: string[];
};

export function readMessage(blocks: readonly AnyBlock[], fallback: string): Reading {
  const heap: Heap = { lines: [], buttons: [], mentions: [], links: [] };
  for (const block of blocks) readBlock(block, heap);
  // With blocks the text is shown nowhere, but a mention in it still notifies.
  const inText = readMrkdwn(fallback, true);
  heap.mentions.push(...inText.mentions);
  if (blocks.length === 0) {
    heap.lines.push(inText.text);
    heap.links.push(...inText.links);
  }
  return { text: heap.lines.join('\n'), buttons: heap.buttons, mentions: heap.mentions, links: heap.links };
}

function readText(raw: unknown, heap: Heap): string {
  const { type, text, verbatim } = textObject.parse(raw);
  if (type === 'plain_text') return text;
  const read = readMrkdwn(text, verbatim ?? false);
  heap.mentions.push(...read.mentions);
  heap.links.push(...read.links);
  return read.text;
}

const list = (raw: unknown): AnyBlock[] => blockList.parse(raw);

function readBlock(block: AnyBlock, heap: Heap): void {
  switch (block.type) {
    case 'header':
      heap.lines.push(readText(block['text'], heap));
      return;
    case 'section':
      if (block['text'] !== undefined) heap.lines.push(readText(block['text'], heap));
      for (const field of (block['fields'] ?? []) as unknown[]) heap.lines.push(readText(field, heap));
      return;
    case 'context':
      for (const element of list(block['elements'])) heap.lines.push(readText(element, heap));
      return;
    case 'rich_text':
      for (const element of list(block['elements'])) heap.lines.push(readRich(element, heap));
      return;
    case 'actions':
      for (const element of list(block['elements']))
        heap.buttons.push({
          label: readText(element['text'], heap),
          actionId: String(element['action_id']),
          value: String(element['value']),
          type: 'button',
        });
      return;
    case 'context_actions':
      for (const element of list(block['elements']))
        for (const key of ['positive_button', 'negative_button']) {
          const button = element[key] as { text: unknown; value: string };
          heap.buttons.push({
            label: readText(button.text, heap),
            actionId: String(element['action_id']),
            value: button.value,
            type: 'feedback_buttons',
          });
        }
      return;
    case 'divider':
      return;
    default:
      throw new Error(`unknown block ${block.type}`);
  }
}

/** Rich text: elements are what they say they are; a text is a text. */
function readRich(element: AnyBlock, heap: Heap): string {
  const parts = list(element['elements']);
  if (element.type === 'rich_text_list') return parts.map((part) => readRich(part, heap)).join('\n');
  return parts
    .map((part) => {
      switch (part.type) {
        case 'text':
          return String(part['text']);
        case 'link':
          heap.links.push(String(part['url']));
          return String(part['text'] ?? part['url']);
        case 'user':
          heap.mentions.push(String(part['user_id']));
          return `@${String(part['user_id'])}`;
        case 'usergroup':
        case 'broadcast':
          heap.mentions.push(part.type);
          return '@';
        case 'emoji':
          return `:${String(part['name'])}:`;
        default:
          throw new Error(`unknown rich text element ${part.type}`);
      }
    })
    .join('');
}

/**
 * docs.slack.dev/messaging/formatting-message-text: references in angle brackets, styles between signs at word borders, and
 * unless it is verbatim, addresses become links by themselves.
 */
export function readMrkdwn(
  raw: string,
  verbatim: boolean,
): { readonly text: string; readonly mentions: readonly string[]; readonly links: readonly string[] } {
  const mentions: string[] = [];
  const links: string[] = [];
  let text = raw.replace(
    /<([@#!]?)([^<>|]+)(?:\|([^<>]*))?>/g,
    (_, sign: string, target: string, label?: string) => {
      if (sign === '@' || sign === '!') {
        mentions.push(target);
        return label ?? `@${target}`;
      }
      if (sign === '#') return `#${label ?? target}`;
      links.push(target);
      return label ?? target;
    },
  );
  if (!verbatim) links.push(...(text.match(/\bhttps?:\/\/[^\s|<>]+/g) ?? []));
  for (const sign of ['\\*', '_', '~', '`'])
    text = text.replace(
      new RegExp(`(^|[\\s\\p{P}])${sign}([^${sign}\\n]+)${sign}(?=$|[\\s\\p{P}])`, 'gmu'),
      '$1$2',
    );
  text = text.replace(/^&gt; ?/gm, '').replace(/:([a-z0-9_+-]+):/g, '«$1»');
  return {
    text: text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'),
    mentions,
    links,
  };
}
