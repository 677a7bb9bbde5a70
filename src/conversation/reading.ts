import type { Attachment } from '../channel/attachment.ts';
import type { InboundEvent, Mention } from '../channel/inbound.ts';
import { parseCommand, type ParsedCommand } from '../ticketing/parse-command.ts';
import { verbs } from '../ticketing/verb.ts';
import { asksStatus } from './plain-wishes.ts';

/** What an inbound event is, before anything is looked up. */
export type Reading =
  | { readonly type: 'opened' }
  | { readonly type: 'words'; readonly text: string; readonly attachments: readonly Attachment[] }
  | {
      readonly type: 'command';
      readonly command: Extract<ParsedCommand, { type: 'command' }>;
      readonly mentions: readonly Mention[];
      readonly attachments: readonly Attachment[];
      readonly text: string;
    }
  | { readonly type: 'unknown-command'; readonly word: string }
  /** A button of a dialogue (a command's own button is `c:<verb>[:<argument>]`): `d:<turn>:<what>[:<argument>]`. */
  | {
      readonly type: 'dialog-press';
      readonly turn: number;
      readonly what: string;
      readonly argument: string | null;
    }
  /** A button of a ticket: `t:<verb>:<number>[:<argument>]`. */
  | {
      readonly type: 'ticket-press';
      readonly verb: string;
      readonly ticket: number;
      readonly argument: string | null;
    }
  /** Talk in a group that is not meant for us. */
  | { readonly type: 'overheard' };

/** Longest message kept; more is cut with a mark, so that one paste cannot fill the database. */
export const maxMessageLength = 120_000;

/** Zero-width, bidirectional and control characters carry no meaning here and can disguise text. Tab and newline stay. */
export function cleanText(text: string): string {
  const visible = text.replace(/[\p{Cc}\p{Cf}]/gu, (character) =>
    character === '\n' || character === '\t' || character === '\u200d' ? character : '',
  );
  const whole = visible.toWellFormed().trim();
  return whole.length > maxMessageLength ? `${whole.slice(0, maxMessageLength)}…` : whole;
}

export function readEvent(event: InboundEvent): Reading {
  const { body } = event;
  if (body.type === 'opened') return { type: 'opened' };
  if (body.type === 'press') return readPress(body.action);
  if (body.type !== 'message') return { type: 'overheard' };
  const text = cleanText(body.text);
  const parsed = parseCommand(text) ?? (body.attachments.length === 0 ? statusAsked(text) : undefined);
  if (
    event.conversation.kind === 'group' &&
    !body.addressed &&
    (parsed?.type !== 'command' || isLone(parsed))
  )
    return { type: 'overheard' };
  if (!parsed) return { type: 'words', text, attachments: body.attachments };
  return parsed.type === 'unknown'
    ? { type: 'unknown-command', word: parsed.word }
    : { type: 'command', command: parsed, mentions: body.mentions, attachments: body.attachments, text };
}

function statusAsked(text: string): ParsedCommand | undefined {
  return asksStatus(text) ? { type: 'command', verb: 'status', ticket: null, rest: '' } : undefined;
}

/** Colleagues who say just "解决" or "reply" to each other talk to each other. */
function isLone({ verb, ticket, rest }: ParsedCommand & { type: 'command' }): boolean {
  const shape = verbs.find(({ id }) => id === verb)?.shape;
  return ticket === null && rest === '' && (shape === 'ticket-words' || verb === 'status');
}

function readPress(action: string): Reading {
  const [kind, first = '', second = '', ...rest] = action.split(':');
  const argument = rest.length > 0 ? rest.join(':') : null;
  if (kind === 'c') {
    const command = parseCommand(`/${first} ${second}`);
    return command?.type === 'command'
      ? { type: 'command', command, mentions: [], attachments: [], text: '' }
      : { type: 'overheard' };
  }
  if (kind === 'd' && /^\d+$/.test(first))
    return { type: 'dialog-press', turn: Number(first), what: second, argument };
  if (kind === 't' && /^\d+$/.test(second))
    return { type: 'ticket-press', verb: first, ticket: Number(second), argument };
  return { type: 'overheard' };
}
