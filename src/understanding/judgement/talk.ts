import { offTopic, smallTalk } from '../model/category-confidence.ts';
import type { ConceptMatch } from '../text/lexicon.ts';

/** Concepts of the lexicon that say nothing about computers: with only these, a message may be talk. */
const everyday: ReadonlySet<string> = new Set(
  'greeting thanks bye botself fun food facility hr travelbooking expense parcel world urgent help howto broken error need everyone wish waiting transport production time heat spill physical slow lost link paper opens deleted kit onboard approval athome cantopen freeze blackscreen queue printoption system office incorrect assent money accesscard clean dead-machine'.split(
    ' ',
  ),
);
/** Concepts that are nothing but talk. */
const chatter: ReadonlySet<string> = new Set(['greeting', 'thanks', 'bye', 'botself', 'fun', 'assent']);

/** How sure the model must be to answer "that is not for IT" or just to chat: a report taken for talk is a lost report. */
const leastTalk = 0.4;
/** With a word of our trade in it ("会议室怎么这么难订") only this sure. */
const leastTalkWithTrade = 0.9;

/**
 * Small talk or off topic, where the words are nothing but talk or the model is sure and no word of a report stands
 * against it; else null.
 *
 * @param labels probability by label of the model
 */
export function judgeTalk(
  text: string,
  labels: ReadonlyMap<string, number>,
  concepts: readonly ConceptMatch[],
): typeof smallTalk | typeof offTopic | null {
  if (isAllChatter(text, concepts)) return smallTalk;
  const chat = labels.get(smallTalk) ?? 0;
  const foreign = labels.get(offTopic) ?? 0;
  const hasTrade = concepts.some(({ concept }) => !everyday.has(concept));
  if (chat >= foreign && !hasTrade && chat >= leastTalk) return smallTalk;
  if (foreign > chat && foreign >= (hasTrade ? leastTalkWithTrade : leastTalk)) return offTopic;
  return null;
}

/** Every letter and digit belongs to a word of mere talk: "好的 谢谢", "hi there", "666". */
function isAllChatter(text: string, concepts: readonly ConceptMatch[]): boolean {
  let rest = text;
  let hasAny = false;
  for (const { concept, start, end } of concepts) {
    if (!chatter.has(concept)) continue;
    hasAny = true;
    rest = rest.slice(0, start) + ' '.repeat(end - start) + rest.slice(end);
  }
  return hasAny && !/[\p{L}\p{N}]/u.test(rest.replace(filler, ' '));
}

const filler =
  /[了呀啊吧哦呢的啦哈]|\b(?:there|so|very|you|much|all|the|a|bot|it|team|guys|everyone)\b|帮办|小助手/g;
