import { unreachable } from '../kernel/bot-error.ts';
import { listShownCopies, type AlertCopy } from '../store/alert-copy-store.ts';
import { listCountedTickets, listMessagesAbout, loadAlertMessage } from '../store/alert-message-store.ts';
import type { Tx } from '../store/database.ts';
import { loadTicket } from '../store/ticket-store.ts';
import { alertDigestSpeech } from '../ticketing/alert-digest-speech.ts';
import { handOnGroup } from '../ticketing/alert-hand-on.ts';
import {
  alertSpeech,
  pressedAs,
  type AlertedTicket,
  type AlertReading,
  type ToldAlert,
} from '../ticketing/alert-speech.ts';
import type { Speech } from '../wording/message.ts';
import type { Office } from './office.ts';
import type { People } from './people.ts';
import type { Speaker } from './speak.ts';

/** Numbers of the tickets a digest only counts. */
const numbersGiven = 20;

/** Key of the copies of one alert message: there is one, in its conversation. */
export function alertCard(messageId: number): string {
  return `alert:${messageId}`;
}

/** What an alert message says as things stand now; undefined where there is none of that id. */
export async function messageSpeech(
  tx: Tx,
  office: Office,
  people: People,
  messageId: number,
): Promise<Speech | undefined> {
  const kept = await loadAlertMessage(tx, messageId);
  if (!kept) return undefined;
  const byPosition = new Map<number, AlertCopy[]>();
  for (const copy of await listShownCopies(tx, messageId)) {
    const position = copy.position ?? 0;
    byPosition.set(position, [...(byPosition.get(position) ?? []), copy]);
  }
  const shown: { alerted: AlertedTicket; reading: AlertReading }[] = [];
  for (const copies of byPosition.values()) {
    const told = await alertedTicket(tx, office, people, copies);
    if (told) shown.push(told);
  }
  const [first] = shown;
  if (!first) return undefined;
  const { style } = kept;
  switch (style) {
    case 'single':
      return pressedAs(messageId, alertSpeech(first.alerted, first.reading));
    case 'digest':
    case 'late':
    case 'morning': {
      const moreTickets = await listCountedTickets(tx, messageId, numbersGiven);
      return pressedAs(
        messageId,
        alertDigestSpeech({ style, shown, more: kept.tickets - byPosition.size, moreTickets }),
      );
    }
    default:
      return unreachable(style);
  }
}

/** Repaints, wherever it stands, what was last told of this promise or watch: everybody sees who took note of it. */
export async function repaintAlerts(
  tx: Tx,
  office: Office,
  people: People,
  speaker: Speaker,
  about: { ticket: number; cycle: string; target: string },
): Promise<void> {
  for (const messageId of await listMessagesAbout(tx, about)) {
    const speech = await messageSpeech(tx, office, people, messageId);
    if (speech) await speaker.speak({ type: 'repaint', card: alertCard(messageId), speech });
  }
}

const strength = { warn: 0, breach: 1, after: 2 } as const;

async function alertedTicket(
  tx: Tx,
  office: Office,
  people: People,
  copies: readonly AlertCopy[],
): Promise<{ alerted: AlertedTicket; reading: AlertReading } | undefined> {
  const ordered = copies.toSorted(
    (a, b) => strength[b.alert.kind] - strength[a.alert.kind] || a.alert.at - b.alert.at,
  );
  const [strongest, ...others] = ordered;
  const ticket = strongest && (await loadTicket(tx, strongest.alert.ticket));
  if (!ticket) return undefined;
  const { mentions, reader, personId } = strongest;
  const by = strongest.alert.acknowledgedBy;
  const { assigneeId } = ticket;
  await people.load([...mentions, ...[by, assigneeId].filter((id) => id !== null)]);
  const handOnTo = handOnGroup(office.desk.groups, ticket);
  const alerts: readonly [ToldAlert, ...ToldAlert[]] = [
    strongest.alert,
    ...onePerTarget(strongest, others).map(({ alert }) => alert),
  ];
  const isOnlooker = reader === 'managers' || (personId !== null && ![null, personId].includes(assigneeId));
  return {
    alerted: {
      ticket,
      alerts,
      assignee: assigneeId === null ? null : (people.find(assigneeId)?.name ?? assigneeId),
      mentioned: mentions.flatMap((id) => people.find(id) ?? []),
      acknowledged:
        by === null
          ? null
          : { by: people.find(by)?.name ?? by, at: strongest.alert.acknowledgedAt ?? strongest.alert.at },
      handOnTo: handOnTo && { id: handOnTo.id, name: handOnTo.name },
    },
    reading: isOnlooker ? 'onlooker' : 'worker',
  };
}

/** Of one promise only the strongest word; a night may have left several. */
function onePerTarget(strongest: AlertCopy, others: readonly AlertCopy[]): AlertCopy[] {
  const seen = new Set([strongest.alert.target]);
  return others.filter(({ alert: { target } }) => !seen.has(target) && seen.add(target));
}
