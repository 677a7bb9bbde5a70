import type { Block, Inline } from '../../src/channel/outbound.ts';
import type { Stretch } from '../../src/connection/split-text.ts';
import { unreachable } from '../../src/kernel/bot-error.ts';
import type { Locale } from '../../src/kernel/locale.ts';
import { wordsIn } from './wording.ts';

/** WeCom's markdown knows no escape. What would be a sign gets company nobody sees, or gives way to its full-width twin. */
const invisible = '\u200b';
const overrides = /[\u202a-\u202e\u2066-\u2069]/gu;
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const controls = /[\u0000-\u0008\u000b-\u001f\u007f]/gu;

/** Without what no reader sees and what turns text around. */
export function cleanText(text: string): string {
  return text.toWellFormed().replaceAll('\r\n', '\n').replace(overrides, '').replace(controls, ' ');
}

/** `<@`, `<font`, `](`, `&lt;`: whatever begins a mention, a tag, a link or an entity is broken after its first character. */
function breakSigns(text: string): string {
  return text
    .replace(/<(?=[@A-Za-z/!?]|$)/gu, `<${invisible}`)
    .replace(/\](?=[([:]|$)/gu, `]${invisible}`)
    .replace(/&(?=#?\w{1,31};)/gu, `&${invisible}`);
}

/** Outside text, so that WeCom shows it letter by letter. */
export function escapeText(text: string): string {
  return breakSigns(cleanText(text))
    .replaceAll('*', '＊')
    .replaceAll('`', '｀')
    .replace(/^(?=[ \t]*[#>+|=-])/gmu, invisible);
}

function code(text: string): string {
  return cleanText(text)
    .split('\n')
    .map((line) => (line.trim() === '' ? line : `\`${breakSigns(line).replaceAll('`', '｀')}\``))
    .join('\n');
}

/** Signs at the ends stand outside: `**重要：**请` would show its asterisks. */
function strong(text: string): string {
  return text
    .split('\n')
    .map((line) => {
      const [, before = '', core = '', after = ''] =
        /^([\s\p{P}\p{S}]*)(.*?)([\s\p{P}\p{S}]*)$/u.exec(line) ?? [];
      return core === ''
        ? escapeText(line)
        : `${escapeText(before)}**${escapeText(core)}**${escapeText(after)}`;
    })
    .join('\n');
}

const linkProtocols = new Set(['https:', 'http:', 'mailto:']);

/** undefined where it is no address a person should follow. */
function linkTarget(url: string): string | undefined {
  if (!URL.canParse(url) || !linkProtocols.has(new URL(url).protocol)) return undefined;
  return new URL(url).href.replace(
    /[()<>*`'"\s[\]]/gu,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}

const knownUserId = /^[\w.@-]{1,64}$/u;

/** Where the text goes: only a group has people to call. */
export type Place = 'direct' | 'group';

/** Whether this calls somebody. */
export function isCall(inline: Inline, place: Place): boolean {
  return (
    inline.type === 'mention' &&
    place === 'group' &&
    inline.userId !== null &&
    knownUserId.test(inline.userId) &&
    inline.userId.toLowerCase() !== 'all'
  );
}

function inlineStretch(inline: Inline, place: Place): Stretch {
  switch (inline.type) {
    case 'plain':
      return { text: inline.text, divisible: true, render: escapeText };
    case 'strong':
      return { text: inline.text, divisible: true, render: strong };
    case 'code':
      return { text: inline.text, divisible: true, render: code };
    case 'link': {
      const target = linkTarget(inline.url);
      const label = escapeText(inline.text).replace(/[[\]\n]/gu, ' ');
      return target === undefined
        ? { text: inline.text, divisible: true, render: escapeText }
        : { text: inline.text, divisible: false, render: () => `[${label}](${target})` };
    }
    case 'mention':
      return isCall(inline, place)
        ? { text: inline.name, divisible: false, render: () => `<@${inline.userId ?? ''}>` }
        : { text: inline.name, divisible: true, render: escapeText };
    default:
      return unreachable(inline);
  }
}

/** Ours, as it stands. */
function sign(text: string): Stretch {
  return { text, divisible: false, render: (part) => part };
}

/** As a person reads it, without any sign. */
export function plainInlines(inlines: readonly Inline[]): string {
  return inlines.map((inline) => (inline.type === 'mention' ? inline.name : inline.text)).join('');
}

function blockStretches(block: Block, place: Place, locale: Locale): Stretch[] {
  const all = (inlines: readonly Inline[]): Stretch[] =>
    inlines.map((inline) => inlineStretch(inline, place));
  switch (block.type) {
    case 'heading':
      return [
        sign('### '),
        ...all(
          block.inlines.map((inline) => (inline.type === 'strong' ? { ...inline, type: 'plain' } : inline)),
        ),
      ];
    case 'text':
      return all(block.inlines);
    case 'quote':
      return [
        {
          text: plainInlines(block.inlines),
          divisible: true,
          render: (part) =>
            part
              .split('\n')
              .map((line) => `> ${escapeText(line)}`)
              .join('\n'),
        },
      ];
    case 'fields':
      return block.fields
        .filter(({ value }) => plainInlines(value) !== '')
        .flatMap(({ label, value }, index) => [
          ...(index === 0 ? [] : [sign('\n')]),
          { text: label, divisible: true, render: strong },
          sign(wordsIn(locale).colon),
          ...all(value),
        ]);
    case 'list':
      return block.items.flatMap((item, index) => [
        sign(`${index === 0 ? '' : '\n'}${block.ordered ? `${index + 1}.` : '-'} `),
        ...all(item),
      ]);
    default:
      return unreachable(block);
  }
}

/** Blocks as markdown, in stretches that may be cut into messages. */
export function markdownStretches(blocks: readonly Block[], place: Place, locale: Locale): Stretch[] {
  return blocks.flatMap((block, index) => [
    ...(index === 0 ? [] : [sign('\n\n')]),
    ...blockStretches(block, place, locale),
  ]);
}
