/** WeCom's markup read as its client reads it, and its cards measured as it does. Written apart from what makes them. */

export type ReadText = {
  readonly text: string;
  readonly mentions: readonly string[];
  readonly links: readonly string[];
  /** Tags, which WeCom knows two of and the adapter has no use for. */
  readonly tags: readonly string[];
};

const mention = /<@([^<>\s]+)>/gu;
const link = /!?\[([^\]]*)\]\(([^)\s]+)[^)]*\)/gu;
const autolink = /<((?:https?|mailto):[^<>\s]*)>/giu;
const tag = /<\/?([A-Za-z][\w-]*)(?:\s[^<>]*)?>/gu;

/** 101138 shows what markdown there is, 91770 the mention; neither knows an escape, so none is honoured here. */
export function readMarkdown(markdown: string): ReadText {
  const decoded = markdown
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replace(/&#(\d+);/gu, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&amp;', '&');
  return {
    text: visible(decoded),
    mentions: [...decoded.matchAll(mention)].map(([, who = '']) => who),
    links: [
      ...[...decoded.matchAll(link)].map(([, , to = '']) => to),
      ...[...decoded.matchAll(autolink)].map(([, to = '']) => to),
    ],
    tags: [...decoded.matchAll(tag)].map(([, name = '']) => name),
  };
}

function visible(markdown: string): string {
  return markdown
    .replace(link, (_, label: string) => label)
    .replace(mention, (_, who: string) => `@${who}`)
    .split('\n')
    .map((line) => line.replace(/^#{1,6} /u, '').replace(/^> ?/u, ''))
    .join('\n')
    .replace(/\*\*([^*\n]+)\*\*/gu, '$1')
    .replace(/\*([^*\n]+)\*/gu, '$1')
    .replace(/`([^`\n]*)`/gu, '$1')
    .replaceAll('\u200b', '');
}

type Json = Readonly<Record<string, unknown>>;
const record = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});
const list = (value: unknown): Json[] => (Array.isArray(value) ? value.map(record) : []);
const words = (value: unknown): string => (typeof value === 'string' ? value : '');

export type Choice = { readonly label: string; readonly key: string; readonly option: string | null };

/** Everything one can press on a card; an option is chosen and then submitted. */
export function choicesOf(card: Json): Choice[] {
  const buttons = list(card['button_list']).map((button) => ({
    label: words(button['text']),
    key: words(button['key']),
    option: null,
  }));
  const submit = words(record(card['submit_button'])['key']);
  const options = list(record(card['checkbox'])['option_list']).map((option) => ({
    label: words(option['text']),
    key: submit,
    option: words(option['id']),
  }));
  return [...buttons, ...options];
}

export function cardText(card: Json): string {
  const title = record(card['main_title']);
  return [
    words(title['title']),
    words(title['desc']),
    words(record(card['quote_area'])['quote_text']),
    words(card['sub_title_text']),
    ...list(card['horizontal_content_list']).map(
      (field) => `${words(field['keyname'])}: ${words(field['value'])}`,
    ),
  ]
    .filter((line) => line !== '')
    .join('\n');
}

const visibleSigns = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/** Chinese characters; what is narrow takes half of one. */
function room(text: string): number {
  return [...visibleSigns.segment(text)].reduce(
    (sum, { segment }) => sum + ((segment.codePointAt(0) ?? 0) > 0x2e7f ? 1 : 0.5),
    0,
  );
}

const allowed: Readonly<Record<string, readonly string[]>> = {
  button_interaction: [
    'sub_title_text',
    'horizontal_content_list',
    'quote_area',
    'button_list',
    'card_action',
  ],
  vote_interaction: ['checkbox', 'submit_button'],
  text_notice: ['sub_title_text', 'horizontal_content_list', 'quote_area', 'card_action'],
};

/** Each rule of page 101032 the card breaks: lengths, numbers, what must be there and what has no place. */
export function brokenRules(card: Json): string[] {
  const type = words(card['card_type']);
  const broken: string[] = [];
  const check = (holds: boolean, rule: string): void => {
    if (!holds) broken.push(`card: ${rule}`);
  };
  const fields = allowed[type];
  check(fields !== undefined, `no such card_type ${type}`);
  for (const key of Object.keys(card)) {
    const isCommon = ['card_type', 'task_id', 'main_title', 'feedback'].includes(key);
    check(isCommon || (fields?.includes(key) ?? false), `${key} has no place on ${type}`);
  }
  check(/^[\w@-]{1,128}$/u.test(words(card['task_id'])), 'task_id has letters, digits and _-@');
  const title = words(record(card['main_title'])['title']);
  check(
    title !== '' || words(card['sub_title_text']) !== '',
    'main_title.title or sub_title_text must be there',
  );
  check(room(title) <= 26, `main_title.title is longer than 26: ${title}`);
  check(room(words(card['sub_title_text'])) <= 112, 'sub_title_text is longer than 112');
  const horizontal = list(card['horizontal_content_list']);
  check(horizontal.length <= 6, 'more than 6 horizontal_content_list');
  for (const field of horizontal) {
    check(words(field['keyname']) !== '' && room(words(field['keyname'])) <= 5, 'keyname: 1 to 5');
    check(room(words(field['value'])) <= 26, 'value is longer than 26');
    check(field['type'] !== 3 || words(field['userid']) !== '', 'type 3 needs a userid');
  }
  const buttons = list(card['button_list']);
  if (type === 'button_interaction') check(buttons.length >= 1 && buttons.length <= 6, 'button_list: 1 to 6');
  for (const button of buttons) {
    check(words(button['text']) !== '' && room(words(button['text'])) <= 10, 'button text: 1 to 10');
    check(Buffer.byteLength(words(button['key'])) <= 1_024, 'button key is longer than 1024 bytes');
    check([1, 2, 3, 4].includes(Number(button['style'])), 'button style is 1 to 4');
  }
  if (type === 'vote_interaction') {
    const options = list(record(card['checkbox'])['option_list']);
    check(options.length >= 1 && options.length <= 20, 'option_list: 1 to 20');
    check(words(record(card['checkbox'])['question_key']) !== '', 'question_key must be there');
    check(words(record(card['submit_button'])['text']) !== '', 'submit_button must be there');
    for (const option of options) {
      check(words(option['text']) !== '' && room(words(option['text'])) <= 11, 'option text: 1 to 11');
      check(Buffer.byteLength(words(option['id'])) <= 128, 'option id is longer than 128 bytes');
    }
  }
  const keys = choicesOf(card).map(({ key, option }) => option ?? key);
  check(new Set(keys).size === keys.length, 'keys may not repeat');
  if (type === 'text_notice') {
    const action = record(card['card_action']);
    check(
      [1, 2].includes(Number(action['type'])) && words(action['url']) !== '',
      'text_notice needs a card_action',
    );
  }
  const feedback = record(card['feedback'])['id'];
  check(feedback === undefined || words(feedback).startsWith('trace_'), 'feedback.id begins with trace_');
  return broken;
}
