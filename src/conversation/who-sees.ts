import type { VerbId } from '../ticketing/verb.ts';

/** `asker`: said aside in a group, where the channel can. `everybody`: what colleagues in the group should know too. */
export type SeenBy = 'asker' | 'everybody';

/**
 * Who sees a command's answer in a group. Whatever changes a ticket is everybody's: it saves a colleague the same work. What
 * somebody only looks up is theirs, and so are questions back and refusals, whatever the verb. A ticket's standing, clock and
 * history are asked for in a group to be talked over there; one's own ticket is one's own matter.
 */
const seenBy: Readonly<Record<VerbId, SeenBy>> = {
  new: 'asker',
  my: 'asker',
  status: 'everybody',
  urge: 'everybody',
  add: 'everybody',
  cancel: 'everybody',
  reopen: 'everybody',
  confirm: 'everybody',
  rate: 'everybody',
  why: 'everybody',
  human: 'asker',
  kb: 'asker',
  lang: 'asker',
  bind: 'asker',
  unbind: 'asker',
  help: 'asker',
  queue: 'asker',
  mine: 'asker',
  claim: 'everybody',
  release: 'everybody',
  assign: 'everybody',
  reply: 'everybody',
  note: 'everybody',
  hold: 'everybody',
  resume: 'everybody',
  priority: 'everybody',
  category: 'everybody',
  resolve: 'everybody',
  close: 'everybody',
  transfer: 'everybody',
  ack: 'everybody',
  history: 'everybody',
  summary: 'asker',
  draft: 'asker',
  edit: 'asker',
  submit: 'asker',
  review: 'asker',
  corrections: 'asker',
  undo: 'asker',
  publish: 'asker',
  rework: 'asker',
  keep: 'asker',
  retire: 'asker',
  sla: 'everybody',
  breaches: 'everybody',
};

export function answerSeenBy(verb: VerbId, ownTicket: boolean): SeenBy {
  return ownTicket ? 'asker' : seenBy[verb];
}
