import type { Attachment } from '../channel/attachment.ts';
import type { Priority } from './classification.ts';
import type { HoldReason } from './ticket.ts';

/** Something a person wants done to one ticket, already parsed and not yet allowed. */
export type TicketCommand =
  | { readonly type: 'claim' }
  | { readonly type: 'release' }
  | { readonly type: 'assign'; readonly assigneeId: string }
  | { readonly type: 'reply'; readonly text: string; readonly attachments: readonly Attachment[] }
  | { readonly type: 'note'; readonly text: string }
  | { readonly type: 'hold'; readonly reason: HoldReason; readonly text: string | null }
  | { readonly type: 'resume' }
  | { readonly type: 'priority'; readonly priority: Priority }
  | { readonly type: 'category'; readonly category: string }
  | { readonly type: 'resolve'; readonly text: string }
  | { readonly type: 'close' }
  /** The requester says it works. */
  | { readonly type: 'confirm' }
  | { readonly type: 'reopen'; readonly text: string | null }
  | { readonly type: 'add'; readonly text: string; readonly attachments: readonly Attachment[] }
  | { readonly type: 'urge' }
  | { readonly type: 'cancel'; readonly text: string | null }
  | { readonly type: 'rate'; readonly score: number }
  | { readonly type: 'explain-rating'; readonly text: string };

export type Refusal =
  /** Also where the ticket exists and is none of the asker's business. */
  | { readonly type: 'not-found' }
  | { readonly type: 'claimed-by-other'; readonly assigneeId: string }
  | { readonly type: 'already-yours' }
  | { readonly type: 'not-claimed' }
  | { readonly type: 'not-assignee'; readonly assigneeId: string }
  | { readonly type: 'finished' }
  | { readonly type: 'not-finished' }
  | { readonly type: 'not-resolved' }
  | { readonly type: 'not-on-hold' }
  | { readonly type: 'unchanged' }
  | { readonly type: 'urged-lately'; readonly againAt: number }
  | { readonly type: 'rated-already' };
