import type { ShownMessage } from '../fake-platform.ts';
import { brokenRules, cardText, choicesOf, readMarkdown, type Choice } from './markup.ts';

export type Json = Readonly<Record<string, unknown>>;

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export const jsonOf = (value: unknown): Json => (isJson(value) ? value : {});
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** One message as it stands in a chat of WeCom's. */
export type Posted = {
  readonly id: string;
  /** `@userId` or a group's id. */
  readonly place: string;
  readonly by: 'bot' | 'app' | 'webhook';
  readonly at: number;
  markdown: string | null;
  card: Json | null;
  readonly file: { readonly name: string; readonly bytes: Buffer } | null;
  readonly feedbackId: string | null;
};

export type Ledger = {
  readonly posted: Posted[];
  /** undefined where the platform drops it without a word, which is a violation of ours. */
  post(message: Omit<Posted, 'at' | 'id'>): Posted | undefined;
  repaint(posted: Posted, card: Json): void;
  findCard(taskId: string): Posted | undefined;
  violate(what: string): void;
  readonly violations: string[];
  shown(place: string): ShownMessage[];
  choices(posted: Posted): Choice[];
};

/** Bytes one markdown message may have (101463, 90236, 91770). */
const maxBytes = { bot: 20_480, app: 2_048, webhook: 4_096 };

export function createLedger(clock: () => number): Ledger {
  const posted: Posted[] = [];
  const violations: string[] = [];
  const taskIds = new Set<string>();
  let count = 0;

  const violate = (what: string): void => {
    violations.push(what);
  };

  /** 30 a minute and 1,000 an hour, per chat or member; a group's robot 20 a minute. */
  function isTooMuch({ place, by }: Pick<Posted, 'place' | 'by'>): boolean {
    const now = clock();
    const recent = (ms: number): number =>
      posted.filter((one) => one.place === place && one.by === by && one.at > now - ms).length;
    return by === 'webhook' ? recent(60_000) >= 20 : recent(60_000) >= 30 || recent(3_600_000) >= 1_000;
  }

  function check(message: Omit<Posted, 'at' | 'id'>): void {
    const { markdown, card, by, feedbackId } = message;
    if (markdown !== null) {
      if (Buffer.byteLength(markdown) > maxBytes[by])
        violate(`${by}: text of ${Buffer.byteLength(markdown)} bytes`);
      if (markdown.trim() === '') violate(`${by}: an empty text`);
      for (const tag of readMarkdown(markdown).tags) violate(`${by}: a tag <${tag}>`);
    }
    if (card) {
      for (const rule of brokenRules(card)) violate(rule);
      const taskId = textOf(card['task_id']);
      if (taskIds.has(taskId)) violate(`task_id ${taskId} is used twice`);
      taskIds.add(taskId);
    }
    if (feedbackId !== null && !feedbackId.startsWith('trace_')) violate('feedback.id begins with trace_');
  }

  return {
    posted,
    violations,
    violate,
    post(message) {
      check(message);
      if (isTooMuch(message)) {
        violate(`${message.by}: above the rate of ${message.place}`);
        return undefined;
      }
      const entry: Posted = { ...message, id: `W${(count += 1)}`, at: clock() };
      posted.push(entry);
      return entry;
    },
    repaint(entry, card) {
      for (const rule of brokenRules(card)) violate(rule);
      entry.card = card;
    },
    findCard: (taskId) => posted.find(({ card }) => card?.['task_id'] === taskId),
    choices: ({ card }) => (card ? choicesOf(card) : []),
    shown: (place) =>
      posted
        .filter((one) => one.place === place)
        .map(({ id, markdown, card, file }) => {
          const { text, mentions, links } = readMarkdown(markdown ?? '');
          return {
            messageId: id,
            text: card ? cardText(card) : (file?.name ?? text),
            buttons: card ? choicesOf(card).map(({ label }) => label) : [],
            mentions,
            links,
          };
        }),
  };
}
