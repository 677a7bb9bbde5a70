import type { AnyBlock } from '../fakes/slack/read-blocks.ts';

/** What Slack's client makes of the blocks we sent, as a page to be photographed. */

export type Line =
  | { readonly type: 'person'; readonly name: string; readonly text: string }
  | {
      readonly type: 'bot';
      readonly at: string;
      readonly blocks: readonly AnyBlock[];
      readonly note: string | null;
    };

type NameOf = (userId: string) => string;

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const list = (raw: unknown): AnyBlock[] => (raw ?? []) as AnyBlock[];
const textOf = (raw: unknown): string => escapeHtml((raw as { text?: string } | undefined)?.text ?? '');
const named = (nameOf: NameOf, userId: string): string =>
  `<span class="at">@${escapeHtml(nameOf(userId))}</span>`;

function richInline(part: AnyBlock, nameOf: NameOf): string {
  if (part.type === 'user') return named(nameOf, part['user_id'] as string);
  const text = escapeHtml(part['text'] as string).replaceAll('\n', '<br>');
  if (part.type === 'link') return `<a>${text}</a>`;
  const { bold, code } = (part['style'] ?? {}) as { bold?: boolean; code?: boolean };
  if (code) return `<code>${text}</code>`;
  return bold ? `<b>${text}</b>` : text;
}

function rich(element: AnyBlock, nameOf: NameOf): string {
  const parts = list(element['elements']);
  if (element.type === 'rich_text_list') {
    const tag = element['style'] === 'ordered' ? 'ol' : 'ul';
    return `<${tag}>${parts.map((part) => `<li>${rich(part, nameOf)}</li>`).join('')}</${tag}>`;
  }
  const text = parts.map((part) => richInline(part, nameOf)).join('');
  return element.type === 'rich_text_quote' ? `<blockquote>${text}</blockquote>` : `<span>${text}</span>`;
}

/** `*label*`, a line, and what stands there. */
function field(raw: AnyBlock, nameOf: NameOf): string {
  const [label = '', ...rest] = (raw['text'] as string).split('\n');
  const value = escapeHtml(rest.join('\n')).replace(/&lt;@(\w+)&gt;/g, (_, userId: string) =>
    named(nameOf, userId),
  );
  return `<div><b>${escapeHtml(label.replaceAll('*', ''))}</b><br>${value}</div>`;
}

function block(one: AnyBlock, nameOf: NameOf): string {
  switch (one.type) {
    case 'header':
      return `<h2>${textOf(one['text'])}</h2>`;
    case 'section':
      return `<div class="fields">${list(one['fields'])
        .map((raw) => field(raw, nameOf))
        .join('')}</div>`;
    case 'rich_text':
      return `<div class="rich">${list(one['elements'])
        .map((element) => rich(element, nameOf))
        .join('')}</div>`;
    case 'actions':
      return `<div class="row">${list(one['elements'])
        .map(
          (button) =>
            `<button class="${(button['style'] as string | undefined) ?? ''}">${textOf(button['text'])}</button>`,
        )
        .join('')}</div>`;
    case 'context_actions':
      return '<div class="thumbs">👍 👎</div>';
    default:
      return '';
  }
}

function line(one: Line, nameOf: NameOf): string {
  if (one.type === 'person')
    return `<article><i class="person">${escapeHtml(one.name.slice(0, 1))}</i><div><p class="who"><b>${escapeHtml(one.name)}</b></p>${escapeHtml(one.text)}</div></article>`;
  const note = one.note === null ? '' : `<p class="note">${escapeHtml(one.note)}</p>`;
  const blocks = one.blocks.map((each) => block(each, nameOf)).join('');
  return `<article><i>帮</i><div>${note}<p class="who"><b>Bangban</b><span class="app">APP</span><time>${one.at}</time></p>${blocks}</div></article>`;
}

export function slackPage(place: string, lines: readonly Line[], nameOf: NameOf): string {
  return `<!doctype html><meta charset="utf-8"><style>${css}</style><header>${escapeHtml(place)}</header>${lines
    .map((one) => line(one, nameOf))
    .join('')}`;
}

/** A modal over a dimmed client. */
export function modalPage(view: AnyBlock): string {
  const inputs = list(view['blocks']).map((input) => {
    const element = input['element'] as AnyBlock;
    const initial = JSON.stringify(element['initial_option'] ?? null);
    const options = list(element['options']).map(
      (option) =>
        `<label class="choice"><i class="${element.type === 'checkboxes' ? 'box' : 'radio'} ${JSON.stringify(option) === initial ? 'on' : ''}"></i>${textOf((option as unknown as { text: unknown }).text)}</label>`,
    );
    const isSelect = element.type.endsWith('select');
    const shown = isSelect
      ? '<div class="input">⌄</div>'
      : options.length > 0
        ? options.join('')
        : `<div class="input ${element['multiline'] === true ? 'tall' : ''}">${escapeHtml((element['initial_value'] as string | undefined) ?? '')}</div>`;
    const optional = input['optional'] === true ? ' <small>（可选）</small>' : '';
    const hint = input['hint'] === undefined ? '' : `<p class="hint">${textOf(input['hint'])}</p>`;
    return `<div class="field"><b>${textOf(input['label'])}</b>${optional}${shown}${hint}</div>`;
  });
  return `<!doctype html><meta charset="utf-8"><style>${css} body{background:#6b6b6b;padding:18px}</style><div class="modal"><h2>${textOf(view['title'])}</h2>${inputs.join('')}<div class="row end"><button>${textOf(view['close'])}</button><button class="primary">${textOf(view['submit'])}</button></div></div>`;
}

const css = `
body{margin:0;font:15px/1.47 Lato,"Noto Sans","Noto Sans CJK SC","Noto Sans SC",sans-serif;color:#1d1c1d;background:#fff}
header{font-weight:900;padding:12px 18px;border-bottom:1px solid #e3e3e3}
article{display:flex;gap:9px;padding:9px 18px}
article>div{min-width:0;flex:1}
article>i{flex:none;width:36px;height:36px;border-radius:6px;background:#2b4a8b;color:#fff;font-style:normal;text-align:center;line-height:36px;font-weight:700}
article>i.person{background:#2f8f6b}
.who{margin:0}.who time{color:#616061;font-size:12px;margin-left:6px}
.app{background:#ddd;color:#616061;font-size:10px;font-weight:700;border-radius:2px;padding:1px 3px;margin-left:4px;vertical-align:1px}
.note{margin:0;color:#616061;font-size:13px}
h2{font-size:18px;line-height:1.35;margin:6px 0 4px}
.fields{display:grid;grid-template-columns:1fr 1fr;gap:8px 16px;margin:6px 0}
.rich{margin:4px 0;overflow-wrap:anywhere}.rich ul,.rich ol{margin:0;padding-left:26px}
blockquote{margin:0;padding-left:12px;border-left:4px solid #ddd}
code{background:#f6f6f6;border:1px solid #ddd;border-radius:3px;color:#e01e5a;font-size:12px;padding:1px 3px}
a{color:#1264a3}.at{background:#e8f5fa;color:#1264a3;border-radius:3px;padding:0 2px}
.row{display:flex;flex-wrap:wrap;gap:8px;margin:8px 0 4px}.row.end{justify-content:flex-end;margin-top:16px}
button{font:inherit;font-weight:700;font-size:13px;background:#fff;border:1px solid #bbb;border-radius:4px;padding:4px 12px;color:#1d1c1d}
button.primary{background:#007a5a;border-color:#007a5a;color:#fff}button.danger{background:#e01e5a;border-color:#e01e5a;color:#fff}
.thumbs{font-size:15px;filter:grayscale(1);letter-spacing:8px;margin-top:4px}
.modal{background:#fff;border-radius:8px;padding:16px 20px}.modal h2{font-size:21px;margin:0 0 12px}
.field{margin-bottom:16px}.field small{color:#616061}.input{border:1px solid #868686;border-radius:4px;padding:6px 10px;min-height:22px;margin-top:6px;text-align:left}.input.tall{min-height:66px}
.hint{color:#616061;font-size:13px;margin:4px 0 0}.choice{display:flex;gap:8px;align-items:center;margin-top:6px}
.choice i{width:16px;height:16px;border:1px solid #868686;border-radius:50%;flex:none}.choice i.box{border-radius:3px}.choice i.on{border:5px solid #1264a3;width:8px;height:8px}
`;
