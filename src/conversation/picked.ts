import { isOpen, isUnfinished } from '../ticketing/ticket.ts';
import { unknownCategory } from '../understanding/taxonomy.ts';
import { message, quote, sentence, text } from '../wording/message.ts';
import { say, type Say } from '../wording/say.ts';
import { startDraft, withCategory, extendDraft } from './draft.ts';
import { type Outcome, outcome } from './effect.ts';
import type { Facts } from './facts.ts';
import { handOverNow } from './hand-over.ts';
import { saysNothing } from './plain-wishes.ts';
import type { Reading } from './reading.ts';
import { hearMore } from './report.ts';
import type { ReportDraft, SessionState } from './session.ts';
import { commandTicket } from './ticket-talk.ts';

type Picked = Extract<Reading, { type: 'picked' }>;

/**
 * Somebody handed us a message: its author's matter is taken up in private. Where the author is in the middle of another
 * dialogue that one goes on undisturbed: the message joins what it is about (the running report, an open ticket), or
 * becomes a ticket of its own at once, without a question.
 */
export function hearPicked(picked: Picked, facts: Facts): Outcome {
  if (picked.attachments.length === 0 && saysNothing(picked.text))
    return outcome(facts.session.state, ...tellPicker('picked.by.nothing', facts));
  const { state } = facts.session;
  const ticket = sameMatter(picked, facts);
  if (ticket) {
    const added = commandTicket(
      ticket,
      { type: 'add', text: picked.text, attachments: picked.attachments },
      facts,
      facts.direct,
    );
    return passedOn(picked, facts, { ...added, state }, tellPicker('picked.by.added', facts));
  }
  const running = draftOf(state);
  if (running && concerns(running, picked, facts))
    return passedOn(
      picked,
      facts,
      { ...outcome(joined(state, picked, facts)), sameStep: true },
      tellPicker('picked.by.added', facts),
      'joined',
    );
  if (state.name !== 'idle')
    return passedOn(
      picked,
      facts,
      { ...openAtOnce(picked, facts), state },
      tellPicker('picked.by.opened', facts),
    );
  const empty = startDraft('', picked.attachments, facts.desk.understand(''), facts.now);
  return passedOn(
    picked,
    facts,
    hearMore(empty, picked.text, [], facts),
    tellPicker('picked.by.asking', facts),
  );
}

/** First who passed on what, then what comes of it. */
function passedOn(
  picked: Picked,
  facts: Facts,
  result: Outcome,
  toPicker: readonly Say[],
  how: 'taken' | 'joined' = 'taken',
): Outcome {
  const by = facts.pickedBy;
  const own = by === null || by.id === facts.person.id;
  const told = say(facts.direct, (phrases) =>
    message(
      [
        text(
          own
            ? phrases.say('picked.own')
            : phrases.say(how === 'taken' ? 'picked.taken' : 'picked.joined', { name: by.name }),
        ),
        ...(picked.text === '' ? [] : [quote(picked.text)]),
      ],
      [],
      picked.attachments.map(({ key }) => key),
    ),
  );
  return { ...result, effects: [told, ...result.effects, ...toPicker] };
}

type PickerKey = 'picked.by.nothing' | 'picked.by.added' | 'picked.by.opened' | 'picked.by.asking';

/** No more than that it is being seen to: what the author says is the author's. */
function tellPicker(key: PickerKey, facts: Facts): Say[] {
  const by = facts.pickedBy;
  if (by === null || by.id === facts.person.id) return [];
  return [
    say(
      { type: 'person', personId: by.id, channel: facts.channel },
      sentence(key, { name: facts.person.name }),
    ),
  ];
}

/** An open ticket of the author's that is surely about the same. */
function sameMatter({ text: words }: Picked, facts: Facts) {
  const said = facts.desk.understand(words);
  const category = said.band === 'confident' ? said.guesses[0]?.category : undefined;
  return facts.own.find((ticket) => isUnfinished(ticket) && isOpen(ticket) && ticket.category === category);
}

function draftOf(state: SessionState): ReportDraft | undefined {
  return 'draft' in state ? state.draft : undefined;
}

function concerns(draft: ReportDraft, { text: words }: Picked, facts: Facts): boolean {
  const best = facts.desk.understand(words).guesses[0]?.category;
  return draft.category === null || best === draft.category;
}

/** The same step of the same dialogue, which now knows more: its buttons stay good. */
function joined(state: SessionState, { text: words, attachments }: Picked, facts: Facts): SessionState {
  if (!('draft' in state)) return state;
  return { ...state, draft: extendDraft(state.draft, words, attachments, facts.desk.understand(words)) };
}

function openAtOnce({ text: words, attachments }: Picked, facts: Facts): Outcome {
  const said = facts.desk.understand(words);
  const best = said.band === 'confident' ? said.guesses[0] : undefined;
  const draft = startDraft(words, attachments, said, facts.now);
  return handOverNow(
    withCategory(draft, best?.category ?? unknownCategory, best?.confidence ?? 0, said.words),
    null,
    facts,
  );
}
