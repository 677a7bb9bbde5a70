import { jsonOf, textOf, type Json, type Posted } from '../fakes/wecom/ledger.ts';

/** WeCom's phone client, as far as a picture of our messages needs it. Reads what the adapter really sent. */

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** The client shows a member's name where a message names their id. */
const names: Readonly<Record<string, string>> = {
  wang: '王工',
  li: '李工',
  zhou: '周主管',
  chen: '陈经理',
  lin: '小林',
};

const list = (value: unknown): Json[] => (Array.isArray(value) ? value.map(jsonOf) : []);

/** 101138's markdown and 91770's mention; anything else is letters. */
function inlineHtml(text: string): string {
  return escape(text)
    .replace(/&lt;@([\w.@-]+)&gt;/gu, (_, who: string) => `<b class="call">@${escape(names[who] ?? who)}</b>`)
    .replace(/\[([^\]]*)\]\(([^)]+)\)/gu, '<a>$1</a>')
    .replace(/\*\*([^*]+)\*\*/gu, '<b>$1</b>')
    .replace(/`([^`]+)`/gu, '<code>$1</code>');
}

function markdownHtml(markdown: string): string {
  return markdown
    .split('\n')
    .map((line) => {
      if (line.startsWith('### ')) return `<h3>${inlineHtml(line.slice(4))}</h3>`;
      if (line.startsWith('> ')) return `<blockquote>${inlineHtml(line.slice(2))}</blockquote>`;
      const item = /^(\d+\.|-) (.*)$/u.exec(line);
      if (item)
        return `<p class="item"><i>${item[1] === '-' ? '•' : (item[1] ?? '')}</i><span>${inlineHtml(item[2] ?? '')}</span></p>`;
      return line === '' ? '<p class="gap"></p>' : `<p>${inlineHtml(line)}</p>`;
    })
    .join('');
}

function cardHtml(card: Json): string {
  const title = textOf(jsonOf(card['main_title'])['title']);
  const text = textOf(card['sub_title_text']);
  const quote = textOf(jsonOf(card['quote_area'])['quote_text']);
  const fields = list(card['horizontal_content_list']).map(
    (field) =>
      `<div class="field"><span>${escape(textOf(field['keyname']))}</span><span${field['type'] === 3 ? ' class="who"' : ''}>${escape(textOf(field['value']))}</span></div>`,
  );
  const buttons = list(card['button_list']).map(
    (button) => `<button class="s${Number(button['style'])}">${escape(textOf(button['text']))}</button>`,
  );
  const options = list(jsonOf(card['checkbox'])['option_list']).map(
    (option) => `<div class="option"><i></i>${escape(textOf(option['text']))}</div>`,
  );
  const submit = textOf(jsonOf(card['submit_button'])['text']);
  return [
    '<div class="card">',
    title === '' ? '' : `<h2>${escape(title)}</h2>`,
    quote === '' ? '' : `<blockquote>${escape(quote)}</blockquote>`,
    text === '' ? '' : `<p class="sub">${escape(text)}</p>`,
    ...fields,
    options.length === 0 ? '' : `<div class="options">${options.join('')}</div>`,
    buttons.length === 0 ? '' : `<div class="buttons">${buttons.join('')}</div>`,
    submit === '' ? '' : `<div class="buttons"><button class="s1">${escape(submit)}</button></div>`,
    '</div>',
  ].join('');
}

export type Line = { readonly mine: string } | { readonly bot: Posted };

const style = `
  * { box-sizing: border-box; margin: 0; }
  body { width: 430px; background: #ededed; font: 16px/1.5 'Noto Sans SC', 'Noto Sans CJK SC', 'PingFang SC', sans-serif; color: #191919; }
  header { height: 52px; display: flex; align-items: center; justify-content: center; font-weight: 600; background: #f7f7f7; border-bottom: 1px solid #dcdcdc; }
  header small { font-weight: 400; color: #888; margin-left: 6px; }
  main { padding: 14px 12px 20px; display: flex; flex-direction: column; gap: 14px; }
  .row { display: flex; gap: 9px; align-items: flex-start; }
  .row.mine { justify-content: flex-end; }
  .face { flex: none; width: 38px; height: 38px; border-radius: 6px; display: grid; place-items: center; color: #fff; font-weight: 600; font-size: 15px; background: #2b7de9; }
  .mine .face { background: #d98e3f; }
  .bubble { max-width: 318px; padding: 9px 12px; border-radius: 6px; background: #fff; overflow-wrap: anywhere; }
  .mine .bubble { background: #c9e7ff; }
  .bubble h3 { font-size: 17px; line-height: 1.45; margin-bottom: 4px; }
  .bubble .gap { height: 8px; }
  .item { display: flex; gap: 6px; } .item i { flex: none; font-style: normal; color: #666; }
  blockquote { border-left: 3px solid #d5d5d5; padding-left: 9px; color: #737373; }
  code { background: #f2f2f2; border-radius: 3px; padding: 0 4px; font-size: 14px; color: #b4452f; }
  a, .who { color: #2b7de9; } .call { color: #2b7de9; font-weight: 500; }
  .card { width: 318px; background: #fff; border-radius: 8px; padding: 14px 14px 4px; overflow-wrap: anywhere; }
  .card h2 { font-size: 17px; line-height: 1.4; margin-bottom: 8px; }
  .card .sub { color: #5c5c5c; font-size: 15px; white-space: pre-line; margin-bottom: 10px; }
  .card blockquote { font-size: 15px; margin-bottom: 10px; white-space: pre-line; }
  .field { display: flex; gap: 12px; font-size: 15px; margin-bottom: 6px; }
  .field span:first-child { flex: none; width: 5.2em; color: #8c8c8c; }
  .options { border-top: 1px solid #ececec; margin: 8px -14px 0; }
  .option { display: flex; align-items: center; gap: 10px; padding: 9px 14px; border-bottom: 1px solid #f3f3f3; font-size: 15px; }
  .option i { width: 18px; height: 18px; border: 1.5px solid #c4c4c4; border-radius: 50%; }
  .buttons { display: flex; flex-wrap: wrap; gap: 8px; padding: 10px 0 12px; }
  .field + .buttons, .sub + .buttons, h2 + .buttons, blockquote + .buttons { border-top: 1px solid #ececec; margin: 10px -14px 0; padding: 12px 14px; }
  button { flex: 1 1 30%; border: 0; border-radius: 5px; padding: 8px 6px; font: inherit; font-size: 15px; background: #f2f3f5; color: #191919; }
  button.s1 { background: #2b7de9; color: #fff; } button.s2 { background: #fdecec; color: #d4380d; }
`;

/** One chat as a page. @param face first character of whoever writes */
export function chatPage(
  title: string,
  kind: 'direct' | 'group',
  face: string,
  lines: readonly Line[],
): string {
  const rows = lines.map((line) =>
    'mine' in line
      ? `<div class="row mine"><div class="bubble"><p>${escape(line.mine)}</p></div><div class="face">${escape(face)}</div></div>`
      : `<div class="row"><div class="face">帮</div>${
          line.bot.card
            ? cardHtml(line.bot.card)
            : `<div class="bubble">${markdownHtml(line.bot.markdown ?? '')}</div>`
        }</div>`,
  );
  const members = kind === 'group' ? '<small>(12)</small>' : '';
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><style>${style}</style><body><header>${escape(title)}${members}</header><main>${rows.join('')}</main></body></html>`;
}
