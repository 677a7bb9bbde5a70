import { conversationKey, type Conversation } from '../channel/conversation.ts';
import type { Person } from '../people/person.ts';
import { dutyOfficers, rungsFrom } from '../sla/ladder.ts';
import type { Recipient } from '../sla/policy.ts';
import type { AlertReader } from '../store/alert-copy-store.ts';
import type { Ticket } from '../ticketing/ticket.ts';
import { directConversation } from './destinations.ts';
import type { Office } from './office.ts';
import type { People } from './people.ts';

/** Where an alert is told, to whom in the open, and who is meant by it. */
export type AlertPlace = {
  readonly conversation: Conversation;
  /** Whose direct conversation it is; null for a group. */
  readonly personId: string | null;
  readonly reader: AlertReader;
  readonly mentions: readonly string[];
};

/**
 * The places an alert is for, each once, nearest to the ticket first. An empty rung of the ladder (nobody has the ticket, no
 * lead, nobody on duty, somebody on no running channel) is answered for by the next.
 */
export async function placesFor(
  recipients: readonly Recipient[],
  ticket: Pick<Ticket, 'groupId' | 'assigneeId'>,
  office: Office,
  people: Pick<People, 'find' | 'load'>,
): Promise<AlertPlace[]> {
  const { groups, alerts } = office.desk;
  const group = groups.find(({ id }) => id === ticket.groupId);
  const leadId = group?.lead ?? null;
  const duty = dutyOfficers(alerts.duty, ticket.groupId);
  await people.load([ticket.assigneeId, leadId, ...duty].filter((id) => id !== null));
  const find = (id: string | null): Person | undefined => (id === null ? undefined : people.find(id));
  const assignee = find(ticket.assigneeId);
  const lead = find(leadId);
  const responsible = [assignee, lead].filter((person) => person !== undefined);

  const direct = (person: Person | undefined): AlertPlace[] => {
    const conversation = person && directConversation(person, null, office.channels);
    return conversation
      ? [{ conversation, personId: person.id, reader: 'person', mentions: [person.id] }]
      : [];
  };
  const inGroups = (
    conversations: readonly Conversation[],
    reader: AlertReader,
    meant: readonly Person[],
  ): AlertPlace[] =>
    conversations
      .filter(({ channel }) => office.channels.has(channel))
      .map((conversation) => ({
        conversation,
        personId: null,
        reader,
        mentions: [...new Set(meant.map(({ id }) => id))],
      }));
  const placesOf = (recipient: Recipient): AlertPlace[] => {
    switch (recipient) {
      case 'assignee':
        return direct(assignee);
      case 'group':
        return inGroups(group?.conversations ?? [], 'group', responsible.slice(0, 1));
      case 'lead':
        return direct(lead);
      case 'managers':
        return inGroups(office.managers, 'managers', responsible);
      case 'duty':
        return duty.flatMap((id) => direct(find(id)));
    }
  };
  const reached = (recipient: Recipient): AlertPlace[] =>
    rungsFrom(recipient)
      .map(placesOf)
      .find((places) => places.length > 0) ?? [];

  const byKey = new Map<string, AlertPlace>();
  for (const place of recipients.flatMap(reached)) {
    const key = conversationKey(place.conversation);
    if (!byKey.has(key)) byKey.set(key, place);
  }
  return [...byKey.values()];
}
