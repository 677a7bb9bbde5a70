/** Words of the process (product.md): kind, impact, urgency, priority. Ids are stable; wording is content. */
export const kinds = ['incident', 'request', 'how-to'] as const;
export type TicketKind = (typeof kinds)[number];

export const impacts = ['user', 'team', 'company'] as const;
export type Impact = (typeof impacts)[number];

/** `stopped`: production or business stands still. */
export const urgencies = ['low', 'degraded', 'blocked', 'stopped'] as const;
export type Urgency = (typeof urgencies)[number];

export const priorities = ['P1', 'P2', 'P3', 'P4'] as const;
export type Priority = (typeof priorities)[number];
