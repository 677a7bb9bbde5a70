import type { FakeMessage } from '../fakes/dingtalk/state.ts';

/** What DingTalk's clients make of what we sent, as a page to be photographed. */

export type Line =
  | { readonly type: 'person'; readonly name: string; readonly text: string }
  | { readonly type: 'bot'; readonly message: FakeMessage };

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const kept = '\ue000';

function inline(source: string): string {
  const signs: string[] = [];
  const text = source.replaceAll(/\\([\\`*_{}[\]()#+\-.!|>~=])/g, (_, sign: string) => {
    signs.push(sign);
    return `${kept}${signs.length - 1}${kept}`;
  });
  return escapeHtml(text)
    .replaceAll(/&lt;a atId=[^&]+&gt;(.*?)&lt;\/a&gt;/g, '<span class="at">$1</span>')
    .replaceAll(/\*\*(.+?)\*\*/g, '<b>$1</b>')
    .replaceAll(/\[([^\]]+)\]\([^)]+\)/g, '<a>$1</a>')
    .replaceAll(new RegExp(`${kept}(\\d+)${kept}`, 'g'), (_, index: string) =>
      escapeHtml(signs[Number(index)] ?? ''),
    );
}

/** DingTalk's dialect: headings, quotes, lists, hard breaks. */
export function markdownToHtml(source: string): string {
  return source
    .split(/\n{2,}/)
    .map((block) => {
      const lines = block.split('\n').map((line) => line.trimEnd());
      const heading = /^#{1,6} (.*)$/s.exec(block);
      if (heading) return `<h4>${inline(heading[1] ?? '')}</h4>`;
      if (lines.every((line) => line.startsWith('>')))
        return `<blockquote>${lines.map((line) => inline(line.replace(/^> ?/, ''))).join('<br>')}</blockquote>`;
      const item = /^(?:-|\d+\.) /;
      if (lines.every((line) => item.test(line))) {
        const tag = lines[0]?.startsWith('-') ? 'ul' : 'ol';
        return `<${tag}>${lines.map((line) => `<li>${inline(line.replace(item, ''))}</li>`).join('')}</${tag}>`;
      }
      return `<p>${lines.map(inline).join('<br>')}</p>`;
    })
    .join('');
}

function botBubble(message: FakeMessage, names: (text: string) => string): string {
  const title =
    message.through === 'card' && message.title !== '' ? `<h3>${escapeHtml(message.title)}</h3>` : '';
  const buttons = message.buttons
    .map(
      ({ label }, index) =>
        `<button class="${message.styles[index] ?? 'plain'}">${escapeHtml(label)}</button>`,
    )
    .join('');
  const status = message.status === '' ? '' : `<footer>${escapeHtml(message.status)}</footer>`;
  const kind = message.through === 'card' ? 'card' : buttons === '' ? 'words' : 'action';
  return `<div class="row bot"><i>帮</i><div><em>帮办 <span>机器人</span></em><div class="bubble ${kind}">${title}${markdownToHtml(names(message.text))}${buttons === '' ? '' : `<div class="buttons">${buttons}</div>`}${status}</div></div></div>`;
}

/** @param names turns `@id` of those mentioned into `@name`, as the client does */
export function chatPage(title: string, lines: readonly Line[], names: (text: string) => string): string {
  const rows = lines.map((line) =>
    line.type === 'bot'
      ? botBubble(line.message, names)
      : `<div class="row person"><div><div class="bubble">${escapeHtml(line.text)}</div></div><i>${escapeHtml(line.name.slice(-1))}</i></div>`,
  );
  return `<!doctype html><meta charset="utf-8"><style>${style}</style><main><header>${escapeHtml(title)}</header>${rows.join('')}</main>`;
}

const style = `
  * { box-sizing: border-box }
  body { margin: 0; background: #f3f4f7; font: 14px/1.55 "Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", sans-serif; color: #171a1d }
  main { width: 460px; padding: 0 14px 18px }
  header { margin: 0 -14px 14px; padding: 11px 14px; background: #fff; border-bottom: 1px solid #e8eaee; font-weight: 600; text-align: center }
  .row { display: flex; gap: 9px; margin: 12px 0 }
  .row.person { justify-content: flex-end }
  i { flex: none; width: 36px; height: 36px; border-radius: 8px; background: #007fff; color: #fff; font-style: normal; text-align: center; line-height: 36px; font-weight: 600 }
  .person i { background: #ff943e }
  em { display: block; margin-bottom: 3px; font-style: normal; font-size: 12px; color: #83898f }
  em span { margin-left: 4px; padding: 0 4px; border-radius: 3px; background: #e5f2ff; color: #007fff; font-size: 11px }
  .bubble { max-width: 350px; padding: 9px 12px; border-radius: 4px 12px 12px 12px; background: #fff; overflow-wrap: anywhere }
  .person .bubble { border-radius: 12px 4px 12px 12px; background: #c9e7ff }
  .card, .action { width: 350px; overflow: hidden; padding: 10px 14px 12px; border: 1px solid #e8eaee; border-radius: 10px }
  h3 { margin: 2px 0 8px; font-size: 16px; line-height: 1.4 }
  h4 { margin: 4px 0 6px; font-size: 15px }
  p, ul, ol, blockquote { margin: 0 0 8px }
  ul, ol { padding-left: 22px }
  blockquote { padding-left: 9px; border-left: 3px solid #d5d9df; color: #5c6169 }
  a, .at { color: #007fff; text-decoration: none }
  .buttons { display: grid; gap: 8px; margin-top: 4px }
  .bubble > :last-child { margin-bottom: 0 }
  button { height: 36px; border-radius: 8px; border: 1px solid #d9dce1; background: #fff; color: #171a1d; font: inherit }
  button.blue { background: #007fff; border-color: #007fff; color: #fff }
  button.red { border-color: #ffb8a3; color: #ff5219 }
  .action { padding-bottom: 0 }
  .action .buttons { gap: 0; margin: 8px -14px 0 }
  .action button { height: 42px; border: 0; border-top: 1px solid #eceef1; border-radius: 0; color: #007fff }
  footer { margin-top: 8px; font-size: 12px; color: #83898f }
`;
