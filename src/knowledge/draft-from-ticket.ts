import { redact, type PrivateKind } from '../kernel/redact.ts';
import type { Locale } from '../kernel/locale.ts';
import type { Article } from './article.ts';

/** What a resolved ticket tells about its problem. */
export type SolvedTicket = {
  readonly number: number;
  readonly title: string;
  readonly description: string;
  readonly category: string;
  readonly locale: Locale;
  /** What its requester answered: `错误代码：809`. */
  readonly answers: readonly string[];
  /** What was replied on the way, oldest first. */
  readonly replies: readonly string[];
  /** What solved it. */
  readonly resolution: string;
  /** Names of the people on it. */
  readonly names: readonly string[];
};

/** How a thing taken out is written. */
const hidden: Readonly<Record<Locale, Readonly<Record<PrivateKind, string>>>> = {
  'zh-CN': {
    key: '〔密钥〕',
    password: '〔密码〕',
    code: '〔验证码〕',
    'identity-card': '〔证件号〕',
    'bank-card': '〔卡号〕',
    phone: '〔电话〕',
    email: '〔邮箱〕',
    name: '〔姓名〕',
  },
  'zh-TW': {
    key: '〔金鑰〕',
    password: '〔密碼〕',
    code: '〔驗證碼〕',
    'identity-card': '〔證件號碼〕',
    'bank-card': '〔卡號〕',
    phone: '〔電話〕',
    email: '〔信箱〕',
    name: '〔姓名〕',
  },
  en: {
    key: '[key]',
    password: '[password]',
    code: '[code]',
    'identity-card': '[ID number]',
    'bank-card': '[card number]',
    phone: '[phone]',
    email: '[e-mail]',
    name: '[name]',
  },
};

/** An article to begin with: prefilled from the ticket, without secrets and names. Its id is the ticket's. */
export function draftFromTicket(ticket: SolvedTicket): Article {
  const clean = (text: string): string =>
    redact(text, ticket.names, (kind) => hidden[ticket.locale][kind]).text.trim();
  const resolution = clean(ticket.resolution);
  const steps = stepsOf(resolution);
  return {
    id: `t-${ticket.number}`,
    locale: ticket.locale,
    title: clean(ticket.title),
    category: ticket.category,
    keywords: [],
    askedAs: ticket.description.length <= 120 ? [clean(ticket.description)] : [],
    symptom: clean(ticket.description),
    appliesWhen: ticket.answers.length === 0 ? null : ticket.answers.map(clean).join('\n'),
    prerequisites: [],
    steps: steps.length > 0 ? steps : ticket.replies.map(clean),
    risks: null,
    rollback: null,
    verify: null,
    related: [],
    owner: null,
    validUntil: null,
    body: resolution,
  };
}

/** Lines that are numbered or stand one below the other are steps; a single sentence is none. */
function stepsOf(text: string): string[] {
  const lines = text
    .split(/\n|(?<=[。；;])(?=\s*(?:\d{1,2}[.、)）]|[①-⑨]))/)
    .map((line) => line.replace(/^\s*(?:\d{1,2}\s*[.、)）:：]|[①-⑨]|[-*•])\s*/, '').trim())
    .filter((line) => line !== '');
  return lines.length > 1 ? lines : [];
}
