import type { Effect } from '../conversation/effect.ts';
import { mergeSessions } from '../conversation/merge-sessions.ts';
import { hashCode, randomCode, randomSalt } from '../kernel/one-time-code.ts';
import { codeLivesMs, codeTries } from '../people/binding.ts';
import type { Person } from '../people/person.ts';
import { dropBindingRequest, saveBindingRequest, spendTry } from '../store/binding-store.ts';
import type { Tx } from '../store/database.ts';
import { type BoundHow, dropNames, moveIdentity, unbindIdentity } from '../store/identity-store.ts';
import { loadSession, saveSession } from '../store/session-store.ts';
import { listByRequester } from '../store/ticket-store.ts';
import { say } from '../wording/say.ts';
import type { Office } from './office.ts';
import type { People } from './people.ts';
import type { Speaker } from './speak.ts';
import type { TicketWriter } from './ticket-writer.ts';

type BindingEffect = Extract<Effect, { type: 'request-binding' | 'binding-missed' | 'bind' | 'unbind' }>;

export type BindingTools = {
  readonly tx: Tx;
  readonly office: Pick<Office, 'logger'>;
  readonly people: People;
  readonly speaker: Speaker;
  readonly writer: TicketWriter;
  readonly now: number;
};

/** Carries out what was decided about a person's identities on `channel`. */
export async function runBinding(
  effect: BindingEffect,
  person: Person,
  channel: string,
  tools: BindingTools,
): Promise<void> {
  const { tx, office, people, speaker, now } = tools;
  switch (effect.type) {
    case 'request-binding': {
      // The same work whoever it is for: neither the answer nor its delay tells whether there is such a person.
      const code = randomCode();
      const salt = randomSalt();
      const request = { askerId: person.id, targetId: effect.targetId, salt, codeHash: hashCode(code, salt) };
      await saveBindingRequest(tx, { ...request, triesLeft: codeTries, expiresAt: now + codeLivesMs }, now);
      if (effect.targetId === null) return;
      await people.load([effect.targetId]);
      await speaker.speak(
        say({ type: 'person', personId: effect.targetId, channel: null }, effect.speech(code)),
      );
      return;
    }
    case 'binding-missed':
      await (effect.over ? dropBindingRequest(tx, person.id) : spendTry(tx, person.id));
      return;
    case 'bind': {
      await dropBindingRequest(tx, person.id);
      await mergePerson(person, await people.get(effect.targetId), channel, 'code', tools);
      return;
    }
    case 'unbind':
      await unbindIdentity(tx, person, effect.channel);
      office.logger.info('identity unbound', { person: person.id, channel: effect.channel });
      return;
  }
}

/** A newcomer turns out to be somebody we know: identity, tickets and dialogue go over; the empty record stays for the history. */
export async function mergePerson(
  newcomer: Person,
  known: Person,
  channel: string,
  how: BoundHow,
  { tx, office, people, writer, now }: BindingTools,
): Promise<void> {
  const userId = newcomer.identities[channel] ?? '';
  await moveIdentity(tx, { channel, userId }, known.id, how, now);
  await dropNames(tx, newcomer.id);
  people.remember({ ...known, identities: { ...known.identities, [channel]: userId } });
  people.remember({ ...newcomer, identities: {} });
  for (const ticket of await listByRequester(tx, newcomer.id, { openOnly: false, limit: 1_000 }))
    await writer.change(
      ticket,
      [{ type: 'requester_changed', from: newcomer.id, requesterId: known.id }],
      known,
      channel,
      null,
    );
  const left = await loadSession(tx, newcomer.id);
  const merged = mergeSessions(await loadSession(tx, known.id), left, known.id);
  if (merged) await saveSession(tx, merged);
  if (left) await saveSession(tx, { ...left, state: { name: 'idle' } });
  office.logger.info('identity bound', { channel, person: known.id, formerly: newcomer.id, how });
}
