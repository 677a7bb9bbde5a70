import type { GapTopic } from '../knowledge/gap-topics.ts';
import type { DeskWords } from '../ticketing/desk-words.ts';
import { message, plain, text, type Speech } from '../wording/message.ts';
import { shorten } from '../wording/shorten.ts';

const longestQuestion = 60;

/** What people asked in vain last week, most people first. */
export function gapSpeech(topics: readonly GapTopic[], count: number, words: DeskWords): Speech {
  return (phrases) =>
    message([
      text(phrases.say('gap.topics', { count })),
      {
        type: 'list',
        ordered: true,
        items: topics.map((topic) => [
          plain(
            phrases.label('gap.topic', {
              question: shorten(topic.label, longestQuestion),
              people: topic.people,
              times: topic.questions.length,
            }),
          ),
          plain(topic.category === null ? '' : ` · ${words.categoryName(topic.category, phrases.locale)}`),
        ]),
      },
      text(phrases.say('gap.how')),
    ]);
}
