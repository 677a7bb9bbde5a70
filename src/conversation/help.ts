import { mayUse, verbs, type Verb } from '../ticketing/verb.ts';
import { heading, message, plain, strong, text, type Speech } from '../wording/message.ts';
import { commandAction } from './dialog-action.ts';
import type { Facts } from './facts.ts';

/** Only what the asker may do, in their language. */
export function helpSpeech(facts: Facts): Speech {
  return (phrases) => {
    const lines = (audience: Verb['audience']) =>
      verbs
        .filter((verb) => verb.audience === audience && mayUse(facts.person, verb))
        .map((verb) => [
          strong(phrases.label(`usage.${verb.id}`)),
          plain(` ${phrases.label(`help.${verb.id}`)}`),
        ]);
    const staff = lines('staff');
    const editors = lines('editors');
    return message(
      [
        text(phrases.say('help.intro')),
        { type: 'list', ordered: false, items: lines('everyone') },
        ...(staff.length > 0
          ? [heading(phrases.say('help.staff')), { type: 'list' as const, ordered: false, items: staff }]
          : []),
        ...(editors.length > 0
          ? [heading(phrases.say('help.editors')), { type: 'list' as const, ordered: false, items: editors }]
          : []),
      ],
      [
        commandAction(phrases, 'my'),
        ...(staff.length > 0 ? [commandAction(phrases, 'queue'), commandAction(phrases, 'mine')] : []),
      ],
    );
  };
}

export function welcomeSpeech(facts: Facts): Speech {
  return (phrases) =>
    message(
      [text(phrases.say('talk.welcome', { name: facts.person.name })), text(phrases.say('talk.welcome.how'))],
      [commandAction(phrases, 'my'), commandAction(phrases, 'help'), commandAction(phrases, 'lang')],
    );
}
