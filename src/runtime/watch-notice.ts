import type { Tx } from '../store/database.ts';
import { listPeopleByRole } from '../store/person-store.ts';
import { takeNotice } from '../store/sla-watch-store.ts';
import type { Speech } from '../wording/message.ts';
import { say } from '../wording/say.ts';
import { directConversation } from './destinations.ts';
import type { Office } from './office.ts';
import { createSpeaker } from './speak.ts';

export type Notice = {
  /** `coverage`, `audit-next-alert`, … */
  readonly kind: string;
  /** With the kind: what is told once. */
  readonly key: string;
  readonly speech: Speech;
};

/**
 * Tells whoever looks after the installation, once for each (kind, key): the administrators in person, or the managers'
 * conversations where no administrator can be reached. True where it was told now.
 */
export async function noticeAdministrators(
  tx: Tx,
  office: Office,
  { kind, key, speech }: Notice,
): Promise<boolean> {
  const now = office.clock();
  if (!(await takeNotice(tx, kind, key, now))) return false;
  const administrators = await listPeopleByRole(tx, 'administrator');
  const reached = administrators.filter(
    (person) => directConversation(person, null, office.channels) !== undefined,
  );
  const byId = new Map(reached.map((person) => [person.id, person]));
  const speaker = createSpeaker(tx, office, `notice:${kind}:${key}`, now, (id) => byId.get(id));
  if (reached.length === 0) await speaker.speak(say({ type: 'managers' }, speech));
  for (const { id } of reached)
    await speaker.speak(say({ type: 'person', personId: id, channel: null }, speech));
  return true;
}
