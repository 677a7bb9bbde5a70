import { parseCommand, type ParsedCommand } from '../ticketing/parse-command.ts';
import { verbs, type Verb } from '../ticketing/verb.ts';

/**
 * Reads a message below a ticket's card as a command: the card has named the ticket, so `回复 马上来` and `claim` need no
 * number. What colleagues say there to each other is not for us: unaddressed words are a command only where they can hardly
 * be meant otherwise, and never one that a requester reads by mistake ("resolve this today?", "reply to him").
 */
export function parseInThread(text: string, ticket: number, addressed: boolean): ParsedCommand | undefined {
  const plain = parseCommand(text);
  if (plain?.type === 'unknown') return plain;
  const parsed = plain ?? parseCommand(`/${text}`);
  if (parsed?.type !== 'command') return undefined;
  const known: Verb | undefined = verbs.find(({ id }) => id === parsed.verb);
  if (!known) return undefined;
  const takesTicket = known.shape === 'ticket' || known.shape === 'ticket-words';
  if (!takesTicket || parsed.ticket !== null) return plain;
  const slash = /^[/／]/.test(text);
  const meant =
    slash || (parsed.rest === '' ? loneIsMeant(known, addressed) : restIsMeant(known, text, addressed));
  return meant ? { ...parsed, ticket } : undefined;
}

/** `claim`, `解决`: said to us anything goes; among colleagues only what cannot be small talk. */
function loneIsMeant({ id }: Verb, addressed: boolean): boolean {
  return addressed || ['claim', 'release', 'resume', 'close', 'history'].includes(id);
}

/** `回复 马上来`: the words behind are for the requester, unless it is a note. */
function restIsMeant({ id, shape, audience }: Verb, text: string, addressed: boolean): boolean {
  if (shape !== 'ticket-words' || (audience !== 'staff' && id !== 'reopen')) return false;
  return addressed || id === 'note' || /^\p{Script=Han}|^[a-z]+\s*[:：]/iu.test(text.trim());
}
