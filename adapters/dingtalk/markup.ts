/**
 * DingTalk's markdown: headings, quotes, bold, italic, links, pictures, lists, some HTML (font, a). Its clients differ in what
 * they make of a backslash, so nothing dangerous depends on one: links, tags and mentions are broken by a zero-width space,
 * which our own reading drops again; backslashes only keep stars and underscores from showing as bold and italic.
 */

const gap = '\u200b';
/** Turns the direction of what follows, or hides: never needed to read, and good for disguise. */
const disguises = /[\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]|(?![\n\t])\p{Cc}/gu;

/** Text as it is, without what would act or disguise: for titles and labels, which are no markdown. */
export function plainOf(text: string): string {
  return withoutMentions(
    text
      .replaceAll(/\r\n?/g, '\n')
      .replaceAll(disguises, '')
      .replaceAll(/[\n\t]+/g, ' '),
  ).trim();
}

const mention = /(?<![\p{L}\p{N}._%+-])[@＠](?=\S)|[@＠](?![\w-]+\.[A-Za-z])(?=\S)/gu;

/** @everybody, @somebody; addresses of e-mail stay whole. */
function withoutMentions(text: string): string {
  return text.replaceAll(mention, (at) => at + gap);
}

/**
 * Outside text as markdown that reads as that text: no link, picture, tag, mention, heading, list or quote comes of it.
 * @param lineBreak what stands for a new line; lines of a quote begin with its mark
 */
export function escapeText(text: string, lineBreak = '  \n'): string {
  return text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(disguises, '')
    .split('\n')
    .map(escapeLine)
    .join(lineBreak);
}

function escapeLine(line: string): string {
  return withoutMentions(line)
    .replaceAll(/[\\`*_~|[\]{}]/g, (sign) => (sign === ']' ? `\\]${gap}` : `\\${sign}`))
    .replaceAll('<', `<${gap}`)
    .replaceAll(/&(?=[#\p{L}])/gu, `&${gap}`)
    .replaceAll('://', `:${gap}//`)
    .replaceAll(/\bwww\./gi, (www) => `${www.slice(0, -1)}${gap}.`)
    .replace(/^(\s*)(#{1,6}(?=\s|$)|[-+](?=\s|$)|>|[-=]{2,})/u, '$1\\$2')
    .replace(/^(\s*\d{1,9})([.)](?=\s|$))/u, '$1\\$2')
    .replace(/^[ \t]{2,}/, (indent) => indent.replaceAll(/[ \t]/g, '\u00a0'));
}

/** Words between the brackets of a link: brackets of their own would end it early. */
export function labelText(text: string): string {
  return escapeText(text.replaceAll('[', '［').replaceAll(']', '］'), ' ');
}

/** A link of ours; just the words where the address is none a browser opens. */
export function linkOf(text: string, url: string): string {
  const words = escapeText(text, ' ');
  if (!URL.canParse(url)) return words;
  const { protocol, href } = new URL(url);
  if (!['https:', 'http:', 'mailto:'].includes(protocol)) return words;
  return `[${labelText(text)}](${encodeMarks(href)})`;
}

/** Pressed, DingTalk's client sends `words` to the conversation in the name of whoever pressed. */
export function sendWordsUrl(words: string): string {
  return `dtmd://dingtalkclient/sendMessage?content=${encodeMarks(encodeURIComponent(words))}`;
}

function encodeMarks(url: string): string {
  return url.replaceAll(/[()<>[\]\s*_']/g, (sign) =>
    sign === '_' || sign === '*'
      ? sign
      : `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}

/** Ids as DingTalk gives them; anything else never gets into markup. */
export function isUserId(userId: string): boolean {
  return /^[\w.$:@+=-]{1,128}$/u.test(userId);
}

/** A mention within a card; it counts where the same id is in `cardAtUserIds`. */
export function cardMention(userId: string, name: string): string {
  return `<a atId=${userId}>@${escapeText(name, ' ')}</a>`;
}
