import { findTicketNumber } from '../ticketing/reference.ts';

/** What people wish for in their own words, where a command or a button would say the same. */

const longestWish = 60;

function tidy(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/^[\s/]+|[\s。.!！?？~～,，]+$/gu, '');
}

const personInChinese =
  /^(?:我|请|請|麻烦|麻煩|帮我|幫我|给我|給我|想|要|能不能|可以|直接|还是|還是)*(?:转|轉|转接|轉接|找|接|换|換|叫|联系|聯絡)(?:一?[个個下位])?(?:人工(?:客服|服务|服務)?|真人(?:客服)?|工程师|工程師|客服|活人|人)(?:吧|吗|嗎|来|來|处理|處理|谈|談|聊|说|說|看|一下)*$/;
const personShort = /^(?:我要|要|想要)?(?:真人|真人客服|人工客服|人工服务|人工服務|人工)$/;
const personTalk =
  /\b(?:talk|speak|chat)\s+(?:to|with)\s+(?:an?\s+|the\s+)?(?:real\s+|live\s+|actual\s+)?(?:human|person|someone|somebody|engineer|agent|technician)\b/;
const personInEnglish =
  /^(?:please\s+)?(?:(?:i\s+)?(?:want|need|get me|give me|can i (?:get|have)|could i (?:get|have)|i'd like)\s+)?(?:an?\s+)?(?:real\s+|live\s+|actual\s+)?(?:human|person|agent|engineer)(?:\s+please)?$/;

/** `我要找真人`, `can I talk to someone`: the same as `转人工`. */
export function wantsPerson(text: string): boolean {
  const word = tidy(text);
  if (word.length > longestWish) return false;
  return [personInChinese, personShort, personTalk, personInEnglish].some((pattern) => pattern.test(word));
}

const scoreSigns: Readonly<Record<string, number>> = { 一: 1, 二: 2, 两: 2, 兩: 2, 三: 3, 四: 4, 五: 5 };
const numbered =
  /^(?:我?[给給打]|i'd say|rating:?|rate it)?\s*([1-5一二两兩三四五])\s*(?:分(?![钟鐘之])|颗?星|顆?星|stars?\b|points?\b|\/\s*5|out of (?:5|five))/;
const worded: readonly (readonly [number, RegExp])[] = [
  [
    1,
    /^(?:很不满意|很不滿意|非常不满意|非常不滿意|很差|太差|差评|差評|极差|極差|terrible|awful|very (?:poor|bad|dissatisfied|unhappy))了?$/,
  ],
  [2, /^(?:不满意|不滿意|不太满意|不太滿意|较差|較差|poor|bad|dissatisfied|not (?:satisfied|happy|good))$/],
  [
    5,
    /^(?:很满意|很滿意|非常满意|非常滿意|十分满意|十分滿意|特别满意|特別滿意|很好|非常好|完美|excellent|perfect|very (?:good|satisfied|happy))$/,
  ],
  [4, /^(?:满意|滿意|不错|不錯|good|satisfied|happy)$/],
];

/** `5`, `5分`, `给五星`, `很满意`, `4 out of 5`. A bare digit says so: where several things may be meant it is left alone. */
export function findScore(text: string): { score: number; bare: boolean } | undefined {
  const word = tidy(text);
  if (word.length > longestWish) return undefined;
  if (/^[1-5]$/.test(word)) return { score: Number(word), bare: true };
  const sign = numbered.exec(word)?.[1];
  if (sign !== undefined) return { score: scoreSigns[sign] ?? Number(sign), bare: false };
  const found = worded.find(([, pattern]) => pattern.test(word.replace(/^[1-5]\s+/, '')));
  return found && { score: found[0], bare: false };
}

/** The ticket a sentence names and what else it says: `T-12 还是不行`. A bare number names none. */
export function findMention(text: string): { ticket: number; rest: string } | undefined {
  const match = /(?<![a-z0-9])(t-\d{1,9}|#\d{1,9})(?![\d.-])[\s,，:：、]*/i.exec(text.normalize('NFKC'));
  const ticket = match ? findTicketNumber(match[1] ?? '') : undefined;
  if (!match || ticket === undefined) return undefined;
  const whole = text.normalize('NFKC');
  const rest = `${whole.slice(0, match.index)}${whole.slice(match.index + match[0].length)}`.trim();
  return { ticket, rest };
}

const greeting =
  /^(?:你好|您好|你好啊|嗨|哈喽|哈囉|喂|早|早安|早上好|下午好|在吗|在嗎|在么|在不在|有人吗|有人嗎|你是谁|你是誰|hi|hello|hey|hello there|hi there|good morning|good afternoon|anyone there|are you there|who are you)$/;

/** A greeting or "who are you" in the middle of something: an answer to no question. */
export function isGreeting(text: string): boolean {
  return greeting.test(tidy(text));
}

const trying =
  /^(?:(?:好的?|嗯+|行|ok|okay|sure|fine|got it|收到|知道了|明白|明白了|了解)[,， ]*)?(?:(?:那|等|我|先|去|再|试|試|看)*(?:试试|試試|试一下|試一下|试下|試看看|试试看|看看|看一下)(?:看|吧|再说|再說)*|(?:i'll |i will |let me |will |gonna )(?:try|check|have a look|take a look)(?: it| that| this)?(?: out)?(?: first| now)?|trying(?: it| that)?(?: now)?)$/;
const acknowledging = /^(?:好|好的|好吧|嗯+|行|收到|知道了|明白|明白了|了解|ok|okay|sure|got it|alright)$/;

/** `好的，我试试`, `OK`: read, not yet tried. */
export function willTry(text: string): boolean {
  const word = tidy(text);
  return trying.test(word) || acknowledging.test(word);
}

const statusQuestion =
  /^(?:我的?|那个|那個|现在|現在|请问|請問|工单|工單|问题|問題|处理|處理|修|弄|得|进展|進展|进度|進度|情况|情況)*(?:怎么样了?|怎麼樣了?|如何了|到哪一?步了|到哪了|有进展吗|有進展嗎|有消息吗|有消息嗎)$|^(?:什么时候|什麼時候|啥时候|几点|幾點|多久|还要多久|還要多久|大概多久|要多久)(?:才?能|可以)?(?:好|修好|弄好|解决|解決|处理|處理|处理好|處理好|搞定|完成)?$|^(?:有人|有没有人|有沒有人)(?:在)?(?:处理|處理|接|跟进|跟進|看)(?:了)?[吗嗎]?$|^(?:is |are |has )?(?:any(?:one|body) (?:working on (?:it|this)|looking (?:at|into) (?:it|this))|(?:there )?any (?:update|news|progress)s?)(?: yet)?$|^(?:when will (?:it|this) be (?:fixed|done|ready|solved|resolved)|how long will (?:it|this) take|how(?:'s| is) it going|what(?:'s| is) (?:the|my) (?:status|progress)|what(?:'s| is) happening(?: with (?:it|this|my ticket))?)$/;

/** `怎么样了`, `when will it be fixed`: with a ticket open, the same as asking for its status. */
export function asksStatus(text: string): boolean {
  return statusQuestion.test(tidy(text));
}

const solvedNow =
  /^(?:(?:哦|噢|咦|诶|刚才|刚刚|剛剛|现在|現在|已经|已經|自己|它|突然|又)*(?:好了|解决了|解決了|搞定了?|修好了|恢复了|恢復了|能用了|可以用了|没问题了|沒問題了)|(?:oh,? |ok,? |actually,? )?(?:it |that )?(?:works|worked|just worked|is fixed|is working|fixed itself)(?: now| again)?|(?:it's |it is )?(?:fixed|solved|working|resolved|fine) ?(?:now|again)?)(?:[,， ]*(?:谢谢|謝謝|多谢|多謝|thanks|thank you|thx).{0,6})?$/;

/** The whole message says that the trouble is over. */
export function isSolvedNow(text: string): boolean {
  return solvedNow.test(tidy(text)) && !/[?？吗嗎]\s*$/.test(text);
}

/** Nothing in it can be read: `？？？`, `。`, an emoji. */
export function saysNothing(text: string): boolean {
  return !/[\p{L}\p{N}]/u.test(text);
}
