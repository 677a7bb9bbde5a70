import { listCorrections, undoCorrection } from './correction-commands.ts';
import { articleBlocks } from './suggest.ts';
import { articleUseBlocks } from './ticket-articles.ts';
import type { Attachment } from '../channel/attachment.ts';
import { unreachable } from '../kernel/bot-error.ts';
import { nearestName } from '../ticketing/parse-command.ts';
import { ticketList } from '../ticketing/ticket-list.ts';
import { type VerbId, mayUse, verbs } from '../ticketing/verb.ts';
import { type Speech, message, plain, strong, text, sentence } from '../wording/message.ts';
import { say } from '../wording/say.ts';
import { listWaiting, onArticle } from './article-commands.ts';
import { withThumbs } from './article-thumbs.ts';
import { bindCommand, unbindCommand } from './bind.ts';
import { findLocaleWord } from './command-argument.ts';
import { type Outcome, idle, outcome } from './effect.ts';
import type { Facts } from './facts.ts';
import { askForPerson } from './hand-over.ts';
import { helpSpeech } from './help.ts';
import { hearReport } from './report.ts';
import { attainmentSpeech } from './sla-speech.ts';
import { breachesSpeech } from './breaches-speech.ts';
import { withTarget } from './ticket-commands.ts';
import type { SeenBy } from './who-sees.ts';

export type CommandInput = {
  readonly verb: VerbId;
  /** As written; null: none named. */
  readonly ticket: number | null;
  readonly rest: string;
  readonly attachments: readonly Attachment[];
};

/** Obeys a command, typed or pressed. What the person may not use does not exist for them. */
export function obey(input: CommandInput, facts: Facts): Outcome {
  const known = verbs.find(({ id }) => id === input.verb);
  if (!known || !mayUse(facts.person, known)) return forbiddenCommand(input.verb, facts);
  switch (input.verb) {
    case 'help':
      return reply(facts, helpSpeech(facts));
    case 'new':
      return input.rest === '' && input.attachments.length === 0
        ? outcome(idle, say(facts.direct, sentence('report.tell')))
        : hearReport(input.rest, input.attachments, { ...facts, session: { ...facts.session, state: idle } });
    case 'human':
      return askForPerson(facts);
    case 'kb':
      return searchKnowledge(input.rest, facts);
    case 'lang':
      return chooseLanguage(input.rest, facts);
    case 'my':
      return outcome(
        facts.session.state,
        say(
          facts.can.ephemeral ? facts.aside : facts.direct,
          ticketList('list.my', facts.listed, facts.desk.words),
        ),
      );
    case 'mine':
      return reply(facts, ticketList('list.mine', facts.listed, facts.desk.words));
    case 'bind':
      return bindCommand(input.rest, facts);
    case 'unbind':
      return unbindCommand(input.rest, facts);
    case 'corrections':
      return listCorrections(facts);
    case 'undo':
      return undoCorrection(input.rest, facts);
    case 'review':
      return listWaiting(facts);
    case 'edit':
    case 'submit':
    case 'publish':
    case 'rework':
    case 'keep':
    case 'retire':
      return onArticle(input.verb, input.rest, facts);
    case 'queue':
      return reply(facts, ticketList('list.queue', facts.listed, facts.desk.words));
    case 'sla':
      return facts.sla?.type === 'attainment'
        ? reply(facts, attainmentSpeech(facts.sla, facts))
        : forbiddenCommand(input.verb, facts);
    case 'breaches':
      return facts.sla?.type === 'breaches'
        ? reply(facts, breachesSpeech(facts.sla, facts))
        : forbiddenCommand(input.verb, facts);
    case 'status':
    case 'urge':
    case 'add':
    case 'cancel':
    case 'confirm':
    case 'reopen':
    case 'rate':
    case 'why':
    case 'claim':
    case 'release':
    case 'assign':
    case 'reply':
    case 'note':
    case 'hold':
    case 'resume':
    case 'priority':
    case 'category':
    case 'resolve':
    case 'close':
    case 'transfer':
    case 'ack':
    case 'history':
    case 'summary':
    case 'draft':
      return withTarget(input, facts);
    default:
      return unreachable(input.verb);
  }
}

/** Names the nearest command the person may use: what they may not does not exist for them. */
export function unknownCommand(word: string, facts: Facts): Outcome {
  const nearest = nearestName(
    word,
    verbs.filter((verb) => mayUse(facts.person, verb)),
  );
  return reply(facts, (phrases) =>
    message([
      text(
        nearest === null
          ? phrases.say('command.unknown', { word: `/${word}` })
          : phrases.say('command.unknown.nearest', { word: `/${word}`, nearest: strong(`/${nearest}`) }),
      ),
    ]),
  );
}

/** Told as if it did not exist, by the word this reader would have typed. */
function forbiddenCommand(verb: VerbId, facts: Facts): Outcome {
  return reply(facts, (phrases) =>
    message([text(phrases.say('command.unknown', { word: phrases.label(`verb.${verb}`) }))]),
  );
}

/** An answer to a command, seen by whom it is for: see who-sees.ts. */
export function reply(facts: Facts, speech: Speech, seenBy: SeenBy = 'asker'): Outcome {
  return outcome(facts.session.state, say(seenBy === 'asker' ? facts.aside : facts.place, speech));
}

function searchKnowledge(words: string, facts: Facts): Outcome {
  if (words === '') return reply(facts, sentence('kb.what'));
  const named = facts.desk.findArticle(words.trim().toLowerCase(), facts.locale);
  if (named)
    return outcome(
      facts.session.state,
      { type: 'article-feedback', articleIds: [named.id], verdict: 'shown' },
      say(facts.aside, (phrases) =>
        withThumbs(message([...articleBlocks(named, phrases), ...articleUseBlocks(facts, named, phrases)]), [
          named.id,
        ]),
      ),
    );
  const hits = facts.desk.search({
    text: words,
    locale: facts.locale,
    category: null,
    department: facts.person.department,
    limit: 3,
  });
  const [best, ...others] = hits;
  if (!best)
    return outcome(
      facts.session.state,
      { type: 'knowledge-gap', question: words, category: null },
      say(facts.aside, sentence('kb.nothing', { words })),
    );
  return outcome(
    facts.session.state,
    { type: 'article-feedback', articleIds: hits.map(({ article }) => article.id), verdict: 'shown' },
    say(facts.aside, (phrases) =>
      withThumbs(
        message([
          ...articleBlocks(best.article, phrases),
          ...(others.length === 0
            ? []
            : [
                text(phrases.say('kb.also')),
                {
                  type: 'list' as const,
                  ordered: false,
                  items: others.map(({ article }) => [plain(article.title)]),
                },
              ]),
        ]),
        [best.article.id],
      ),
    ),
  );
}

function chooseLanguage(words: string, facts: Facts): Outcome {
  const locale = findLocaleWord(words);
  if (locale === undefined)
    return reply(facts, (phrases) => message([text(phrases.say('lang.which'))], langActions()));
  return outcome(facts.session.state, { type: 'set-locale', locale }, say(facts.aside, sentence('lang.set')));
}

function langActions() {
  return [
    { action: 'c:lang:zh-CN', label: '简体中文', style: 'plain' as const, alias: '/lang zh-CN' },
    { action: 'c:lang:zh-TW', label: '繁體中文', style: 'plain' as const, alias: '/lang zh-TW' },
    { action: 'c:lang:en', label: 'English', style: 'plain' as const, alias: '/lang en' },
  ];
}
