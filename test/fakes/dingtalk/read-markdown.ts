/**
 * DingTalk's markdown as its clients read it, on the side of caution: clients differ in backslashes, so every text is read
 * both with and without them, and whatever either reading makes of it counts.
 * [robot] open.dingtalk.com/document/development/robot-message-type
 */
export type ReadMarkdown = {
  readonly text: string;
  readonly links: readonly string[];
  /** Of `dtmd://` links: words they send, by label. */
  readonly sends: readonly { readonly label: string; readonly words: string }[];
  /** Ids in `<a atId=…>`: count in cards whose `cardAtUserIds` has them. */
  readonly atIds: readonly string[];
  /** Tags, pictures: nothing of ours writes them. */
  readonly foreign: readonly string[];
};

const dtmd = 'dtmd://dingtalkclient/sendMessage?content=';

export function readMarkdown(source: string): ReadMarkdown {
  const strict = readOnce(source, true);
  const loose = readOnce(source, false);
  const both = <T>(pick: (read: ReadMarkdown) => readonly T[]): T[] => {
    const seen = new Map([...pick(strict), ...pick(loose)].map((one) => [JSON.stringify(one), one]));
    return [...seen.values()];
  };
  return {
    text: strict.text,
    links: both(({ links }) => links),
    sends: strict.sends,
    atIds: both(({ atIds }) => atIds),
    foreign: both(({ foreign }) => foreign),
  };
}

const escaped = '\ue000';

function readOnce(source: string, backslashes: boolean): ReadMarkdown {
  const links: string[] = [];
  const sends: { label: string; words: string }[] = [];
  const atIds: string[] = [];
  const foreign: string[] = [];
  const kept: string[] = [];
  let text = backslashes
    ? source.replaceAll(/\\([\\`*_{}[\]()#+\-.!|>~<&@=:])/g, (_, sign: string) => {
        kept.push(sign);
        return `${escaped}${kept.length - 1}${escaped}`;
      })
    : source;
  const restore = (part: string): string =>
    part.replaceAll(
      new RegExp(`${escaped}(\\d+)${escaped}`, 'g'),
      (_, index: string) => kept[Number(index)] ?? '',
    );

  text = text.replaceAll(/!\[([^\]]*)\]\(([^)\s]+)[^)]*\)/g, (_, label: string, url: string) => {
    foreign.push(`picture ${restore(url)}`);
    return label;
  });
  text = text.replaceAll(/\[([^\]]*)\]\(\s*<?([^)\s>]+)>?[^)]*\)/g, (_, label: string, url: string) => {
    const target = restore(url);
    if (target.startsWith(dtmd))
      sends.push({ label: visible(restore(label)), words: decodeURIComponent(target.slice(dtmd.length)) });
    else links.push(target);
    return label;
  });
  text = text.replaceAll(/<((?:https?|mailto|dtmd|dingtalk):[^>\s]+)>/gi, (_, url: string) => {
    links.push(restore(url));
    return '';
  });
  text = text.replaceAll(/<a\s+atId=([^\s>]+)\s*>([^<]*)<\/?a>/gi, (_, id: string, name: string) => {
    atIds.push(restore(id).replaceAll(/["']/g, ''));
    return name;
  });
  text = text.replaceAll(/<\/?[a-z][^>]*>/gi, (tag) => {
    foreign.push(tag);
    return '';
  });
  text = restore(plainLines(text));
  // Clients make links of bare addresses.
  for (const [url] of text.matchAll(/\b(?:https?|dtmd|dingtalk):\/\/[^\s\u200b]+/gi)) links.push(url);
  for (const [url] of text.matchAll(/\bwww\.[a-z0-9]/gi)) links.push(url);
  return { text: visible(text), links, sends, atIds, foreign };
}

function plainLines(text: string): string {
  return text
    .split('\n')
    .map((line) =>
      line
        .replace(/^#{1,6} /, '')
        .replace(/^> /, '')
        .trimEnd(),
    )
    .join('\n')
    .replaceAll(/\*\*([^*\n]+)\*\*/g, '$1');
}

/** What nobody sees is not there. */
function visible(text: string): string {
  return text.replaceAll('\u200b', '').replaceAll('\u00a0', ' ').trim();
}
