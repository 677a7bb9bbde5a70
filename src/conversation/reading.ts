import type { Attachment } from '../channel/attachment.ts';
import type { FormAnswers } from '../channel/form.ts';
import type { InboundEvent, Mention, Sender } from '../channel/inbound.ts';
import { parseCommand, type ParsedCommand } from '../ticketing/parse-command.ts';
import { verbs } from '../ticketing/verb.ts';
import { readThumb, type Thumb } from './article-thumbs.ts';
import { cleanText } from './clean-text.ts';
import { asksStatus } from './plain-wishes.ts';
import { parseInThread } from './thread-command.ts';

type Command = Extract<ParsedCommand, { type: 'command' }>;

/** What an inbound event is, before anything is looked up. `trigger` opens a form for whoever pressed; null: none can be opened. */
export type Reading =
  | { readonly type: 'opened' }
  | { readonly type: 'home' }
  | { readonly type: 'words'; readonly text: string; readonly attachments: readonly Attachment[] }
  /** Said to us below a ticket's card. */
  | {
      readonly type: 'thread-words';
      readonly ticket: number;
      readonly text: string;
      readonly attachments: readonly Attachment[];
    }
  | {
      readonly type: 'command';
      readonly command: Command;
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
      readonly trigger: string | null;
    }
  /** A button of a ticket: `t:<verb>:<number>[:<argument>]`; on an alert message with `a:<its id>:` in front. */
  | {
      readonly type: 'ticket-press';
      readonly verb: string;
      readonly ticket: number;
      readonly argument: string | null;
      /** The alert message it stands on; null: another one. */
      readonly alert: number | null;
      readonly trigger: string | null;
    }
  /** A dialogue's form: `d:<turn>:form:<startedAt>`; the last names the report it was opened for. */
  | {
      readonly type: 'dialog-form';
      readonly turn: number;
      readonly startedAt: number;
      readonly answers: FormAnswers;
    }
  /** The words of a command on a ticket: `t:<verb>:<number>`. */
  | {
      readonly type: 'ticket-form';
      readonly verb: string;
      readonly ticket: number;
      readonly answers: FormAnswers;
    }
  | ({ readonly type: 'thumb' } & Thumb)
  /** Somebody's message that somebody else handed us; the turn is its author's. */
  | {
      readonly type: 'picked';
      readonly text: string;
      readonly attachments: readonly Attachment[];
      readonly by: Sender;
    }
  /** Talk in a group that is not meant for us. */
  | { readonly type: 'overheard' };

/** @param threadTicket the ticket below whose card it was said; null: elsewhere. */
export function readEvent(event: InboundEvent, threadTicket: number | null): Reading {
  const { body } = event;
  switch (body.type) {
    case 'opened':
    case 'home':
      return { type: body.type };
    case 'press':
      return readPress(body.action, body.trigger);
    case 'form':
      return readForm(body.formId, body.answers);
    case 'picked':
      return {
        type: 'picked',
        text: cleanText(body.text),
        attachments: body.attachments,
        by: body.by,
      };
    case 'message':
      return readMessage(event, body, threadTicket);
  }
}

type Message = Extract<InboundEvent['body'], { type: 'message' }>;

function readMessage(event: InboundEvent, body: Message, threadTicket: number | null): Reading {
  const text = cleanText(body.text);
  const { attachments, mentions, addressed } = body;
  const parsed =
    (threadTicket === null ? parseCommand(text) : parseInThread(text, threadTicket, addressed)) ??
    (attachments.length === 0 ? statusAsked(text, threadTicket) : undefined);
  const inGroup = event.conversation.kind === 'group';
  if (inGroup && !addressed && (parsed?.type !== 'command' || isLone(parsed))) return { type: 'overheard' };
  if (!parsed)
    return threadTicket === null
      ? { type: 'words', text, attachments }
      : { type: 'thread-words', ticket: threadTicket, text, attachments };
  return parsed.type === 'unknown'
    ? { type: 'unknown-command', word: parsed.word }
    : { type: 'command', command: parsed, mentions, attachments, text };
}

function statusAsked(text: string, ticket: number | null): ParsedCommand | undefined {
  // Below a card "怎么样了" is what an engineer asks the requester.
  return ticket === null && asksStatus(text)
    ? { type: 'command', verb: 'status', ticket: null, rest: '' }
    : undefined;
}

/** Colleagues who say just "解决" or "reply" to each other talk to each other. */
function isLone({ verb, ticket, rest }: Command): boolean {
  const shape = verbs.find(({ id }) => id === verb)?.shape;
  return ticket === null && rest === '' && (shape === 'ticket-words' || verb === 'status');
}

function readPress(action: string, trigger: string | null, alert: number | null = null): Reading {
  const onAlert = alert === null ? /^a:(\d+):(t:.*)$/s.exec(action) : null;
  if (onAlert) return readPress(onAlert[2] ?? '', trigger, Number(onAlert[1]));
  const [kind, first = '', second = '', ...rest] = action.split(':');
  const argument = rest.length > 0 ? rest.join(':') : null;
  if (kind === 'c') {
    const command = parseCommand(`/${first} ${second}`);
    return command?.type === 'command'
      ? { type: 'command', command, mentions: [], attachments: [], text: '' }
      : { type: 'overheard' };
  }
  if (kind === 'd' && /^\d+$/.test(first))
    return { type: 'dialog-press', turn: Number(first), what: second, argument, trigger };
  if (kind === 't' && /^\d+$/.test(second))
    return { type: 'ticket-press', verb: first, ticket: Number(second), argument, alert, trigger };
  const thumb = readThumb(action);
  return thumb ? { type: 'thumb', ...thumb } : { type: 'overheard' };
}

function readForm(formId: string, given: FormAnswers): Reading {
  const answers = Object.fromEntries(
    Object.entries(given).map(([id, values]) => [id, values.map(cleanText)]),
  );
  const [kind, first = '', second = '', third = ''] = formId.split(':');
  if (kind === 'd' && second === 'form' && /^\d+$/.test(first) && /^\d+$/.test(third))
    return { type: 'dialog-form', turn: Number(first), startedAt: Number(third), answers };
  if (kind === 't' && /^\d+$/.test(second))
    return { type: 'ticket-form', verb: first, ticket: Number(second), answers };
  return { type: 'overheard' };
}
