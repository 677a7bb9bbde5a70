import { findCode, judgeCode } from '../people/binding.ts';
import type { Person } from '../people/person.ts';
import { message, plain, sentence, strong, text, type Speech } from '../wording/message.ts';
import type { Phrases } from '../wording/phrases.ts';
import { say, type Audience } from '../wording/say.ts';
import { type Outcome, outcome } from './effect.ts';
import type { BindingFacts, Facts } from './facts.ts';

/** Identities are nobody else's business: said in private, whatever group it was asked in. */
const answer = (facts: Facts, speech: Speech): Outcome =>
  outcome(facts.session.state, say(facts.direct, speech));

/**
 * `bind`: what is bound, and how to bind. `bind wang@corp.cn`: a code goes to that person's other platform. The answer is the
 * same whoever that is, and whether there is such a person: what one may learn of somebody is not learnt here.
 */
export function bindCommand(who: string, facts: Facts): Outcome {
  const { binding } = facts;
  const coded = findCode(who) === undefined ? undefined : hearCode(facts);
  if (coded) return coded;
  if (who === '' || !binding) return answer(facts, boundSpeech(facts));
  if (!binding.newcomer) return answer(facts, sentence('bind.known', { name: facts.person.name }));
  const { againAt } = binding;
  if (againAt !== null)
    return answer(facts, (phrases) =>
      message([text(phrases.say('bind.too-often', { time: phrases.instant(againAt) }))]),
    );
  return outcome(
    facts.session.state,
    {
      type: 'request-binding',
      targetId: binding.target?.id ?? null,
      speech: (code) => codeSpeech(code, facts.person, facts.channel),
    },
    say(facts.direct, sentence('bind.sent')),
  );
}

/** Who asked is named, so that nobody reads a code out to a stranger. */
function codeSpeech(code: string, asker: Person, channel: string): Speech {
  return (phrases) =>
    message([
      text(
        phrases.say('bind.code', { name: asker.name, channel: phrases.channel(channel), code: strong(code) }),
      ),
      text(phrases.say('bind.code.warning')),
    ]);
}

/** Six digits while a code is on its way; undefined where none is, and they are ordinary words. */
export function hearCode(facts: Facts): Outcome | undefined {
  const { binding } = facts;
  if (!binding?.request) return undefined;
  const { request, target } = binding;
  const verdict = judgeCode(request, facts.now, () => binding.fits && target !== null && binding.newcomer);
  switch (verdict) {
    case 'bound':
      return target ? bind(target, facts) : undefined;
    case 'wrong':
      return outcome(
        facts.session.state,
        { type: 'binding-missed', over: false },
        say(facts.direct, sentence('bind.wrong', { count: request.triesLeft - 1 })),
      );
    case 'spent':
    case 'late':
      return outcome(
        facts.session.state,
        { type: 'binding-missed', over: true },
        say(facts.direct, sentence(verdict === 'late' ? 'bind.late' : 'bind.spent')),
      );
  }
}

function bind(target: Person, facts: Facts): Outcome {
  // Spoken to as who they turn out to be.
  const here: Audience =
    facts.direct.type === 'place' ? { ...facts.direct, personId: target.id } : facts.direct;
  return outcome(
    facts.session.state,
    { type: 'bind', targetId: target.id },
    say(here, (phrases) =>
      message([
        text(
          phrases.say('bind.done', {
            name: target.name,
            channels: namesOf(Object.keys(target.identities), phrases),
          }),
        ),
      ]),
    ),
    say({ type: 'person', personId: target.id, channel: null }, (phrases) =>
      message([text(phrases.say('bind.done.there', { channel: phrases.channel(facts.channel) }))]),
    ),
  );
}

function boundSpeech(facts: Facts): Speech {
  const { person, binding } = facts;
  const channels = Object.keys(person.identities);
  return (phrases) =>
    message(
      [
        text(phrases.say('bind.list', { name: person.name })),
        {
          type: 'list',
          ordered: false,
          items: channels.map((channel) => [
            strong(phrases.channel(channel)),
            plain(` ${howWords(channel, binding, phrases)}`),
          ]),
        },
        text(phrases.say(binding?.newcomer === true ? 'bind.how' : 'bind.how.elsewhere')),
      ],
      channels
        .filter((channel) => binding?.bound.get(channel) === 'code')
        .map((channel) => ({
          action: `c:unbind:${channel}`,
          label: phrases.label('bind.undo', { channel: phrases.channel(channel) }),
          style: 'plain',
          alias: `${phrases.label('verb.unbind')} ${channel}`,
        })),
    );
}

function howWords(channel: string, binding: BindingFacts | null, phrases: Phrases): string {
  const how = binding?.bound.get(channel);
  if (how === undefined)
    return phrases.label(binding?.newcomer === true ? 'bind.own.here' : 'bind.own.configured');
  return phrases.label(how === 'email' ? 'bind.own.email' : 'bind.own.code');
}

/** Only what the person bound: the rest is the directory's and the configuration's. */
export function unbindCommand(word: string, facts: Facts): Outcome {
  const { person, binding } = facts;
  const wanted = Object.keys(person.identities).find((channel) => channel === word.toLowerCase());
  if (wanted === undefined) return answer(facts, boundSpeech(facts));
  const own = binding?.bound.get(wanted) === 'code';
  const told = answer(facts, (phrases) =>
    message([
      text(phrases.say(own ? 'bind.undone' : 'bind.not-yours', { channel: phrases.channel(wanted) })),
    ]),
  );
  return own ? { ...told, effects: [...told.effects, { type: 'unbind', channel: wanted }] } : told;
}

/** Told once, when a directory's address says who somebody is. */
export function recognisedSpeech(person: Person): Speech {
  return (phrases) => message([text(phrases.say('bind.recognised', { name: person.name }))]);
}

function namesOf(channels: readonly string[], phrases: Phrases): string {
  return channels.map((channel) => phrases.channel(channel)).join(phrases.locale === 'en' ? ', ' : '、');
}
