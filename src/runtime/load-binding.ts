import type { BindingFacts } from '../conversation/facts.ts';
import type { Reading } from '../conversation/reading.ts';
import { fitsHash } from '../kernel/one-time-code.ts';
import { codesPerDay, findCode, mayAskAgainAt } from '../people/binding.ts';
import type { Person } from '../people/person.ts';
import { countAskedFor, findBindingRequest, listAskedBy } from '../store/binding-store.ts';
import type { Tx } from '../store/database.ts';
import { findPersonByEmail, isConfigured, listBound } from '../store/identity-store.ts';
import { findPeopleByName, loadPerson } from '../store/person-store.ts';
import type { Office } from './office.ts';

const hourMs = 3_600_000;

/** What a turn about identities is decided on; null where it is about something else, which costs nothing. */
export async function loadBinding(
  tx: Tx,
  office: Office,
  channel: string,
  reading: Reading,
  person: Person,
  now: number,
): Promise<BindingFacts | null> {
  const command = reading.type === 'command' ? reading.command : null;
  const asks = command !== null && (command.verb === 'bind' || command.verb === 'unbind');
  const typed = asks ? command.rest : reading.type === 'words' ? reading.text : '';
  if (!asks && findCode(typed) === undefined) return null;
  const request = (await findBindingRequest(tx, person.id)) ?? null;
  if (!asks && request === null) return null;
  // With no code on its way six digits may be somebody's staff number.
  const code = request ? findCode(typed) : undefined;
  const who = command?.verb === 'bind' && code === undefined ? command.rest : '';
  const named = who === '' ? undefined : await findReachable(tx, office, channel, who, now);
  const bindable = request?.targetId ? await loadPerson(tx, request.targetId) : undefined;
  const target = code === undefined ? named : bindable;
  return {
    request,
    fits: code !== undefined && request !== null && fitsHash(code, request.salt, request.codeHash),
    target: target && target.identities[channel] === undefined ? target : null,
    againAt: mayAskAgainAt(await listAskedBy(tx, person.id, now - hourMs)),
    newcomer: Object.keys(person.identities).length === 1 && !(await isConfigured(tx, person.id)),
    bound: await listBound(tx, person.id),
  };
}

/** The one person called that who reads us on another running channel, and has not been sent too many codes. */
async function findReachable(
  tx: Tx,
  office: Office,
  channel: string,
  who: string,
  now: number,
): Promise<Person | undefined> {
  const found = await findPersonByEmail(tx, who);
  const [named, another] = found ? [found] : await findPeopleByName(tx, who);
  if (!named || another) return undefined;
  const reachable = Object.keys(named.identities).some(
    (other) => other !== channel && office.channels.has(other),
  );
  if (!reachable) return undefined;
  const sent = await countAskedFor(tx, named.id, now - 24 * hourMs);
  return sent < codesPerDay ? named : undefined;
}
