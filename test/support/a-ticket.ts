import { noPolicy } from '../../src/sla/policy.ts';
import type { Ticket } from '../../src/ticketing/ticket.ts';

/** A plain P3 incident nobody has claimed, with what a test cares about put in. */
export function aTicket(facts: Partial<Ticket> = {}): Ticket {
  return {
    number: 1,
    status: { name: 'new' },
    kind: 'incident',
    category: 'hardware.printer',
    impact: 'user',
    urgency: 'blocked',
    priority: 'P3',
    priorityReasons: [],
    title: '打印机卡纸',
    description: '打印机卡纸',
    requesterId: 'lin',
    assigneeId: null,
    groupId: 'desk',
    channel: 'web',
    locale: 'zh-CN',
    questionnaire: null,
    attachments: [],
    policy: noPolicy,
    openedAt: 0,
    firstResponseAt: null,
    rating: null,
    alsoAffected: [],
    recoveryFor: null,
    version: 1,
    ...facts,
  };
}
