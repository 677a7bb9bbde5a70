import type { ReadText } from '../text/reading.ts';
import { findAll, longestOnly, type Finding } from '../text/finding.ts';

const number = '(?:\\d{1,2}|[一二两三四五六七八九十]{1,3})';
const clock = `(?:${number}点(?:半|一刻|三刻|\\d{1,2}分?|钟)?|\\d{1,2}[:：]\\d{2})`;
const partOfDay = '(?:凌晨|早上|上午|中午|下午|傍晚|晚上|夜里|一早|早|晚)';
const day =
  '(?:(?:今天|明天|周五)下班|今天|今晚|今早|今日|明天|明早|明晚|明日|后天|大后天|(?:这|本|下)?(?:周|星期|礼拜)[一二三四五六日天末]|\\d{1,2}[月/]\\d{1,2}[日号]?|(?:\\d{1,2}|[一二三四五六七八九十]{1,3})[号日]|月底|月末|年底|季末|下班|下周|下个月)';
const moment = `(?:${day}\\s?(?:的)?${partOfDay}?\\s?${clock}?|${partOfDay}\\s?${clock}?|${clock})`;
/** What turns a time into a deadline: something has to be done by then. */
const duty =
  '(?:(?:就|急|正)?要(?!我|扫|求|是|么|不)|得(?!到|知)|必须|需要|须|急用|等着|有个?(?:会|面试|演示|直播|评审)|开(?:会|标|庭|课|播|评|董事会|大会|视频会)|交(?!换|付系统)|截止|到期|汇报|演示|直播|面试|上线|投标|发布会|评审|签约|签合同|出差|起飞|登机|培训|上课|报税|关账|结账|发工资|跑工资|给(?:客户|领导|老板|董事长|总经理|投资人)|入职|报到|到岗|来(?:上班|报到|参观|现场))';
const span =
  '(?:(?:再过|还有|还剩|过)?(?:半|一刻钟|\\d{1,3}|[一二两三四五六七八九十]{1,3})(?:个)?(?:半)?(?:分钟|小时|钟头|天|个工作日)(?:之?内|以内|后|之后))';

const chinese = [
  new RegExp(`(?:在|赶在)?(?<value>${moment}(?:之前|以前|前|内|之内))(?!台)`, 'dg'),
  new RegExp(`(?<value>${moment})(?=[\\p{Script=Han}\\s,，]{0,4}?${duty})`, 'dgu'),
  new RegExp(`(?<value>${span})(?=[\\p{Script=Han}\\s,，]{0,4}(?:${duty}|会|$|[,，。!！]))`, 'dgu'),
  new RegExp(`(?:截止(?:时间|日期)?(?:是|到|:)?|最晚|最迟|不晚于)\\s?(?<value>${moment})`, 'dg'),
  new RegExp(`(?<value>${moment}截止)`, 'dg'),
];

const hour = "(?:\\d{1,2}(?:[:.]\\d{2})?\\s?(?:am|pm|a\\.m\\.|p\\.m\\.|o'clock)?|noon|midnight|midday)";
const weekday =
  '(?:(?:next |this )?(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|tues|wed|thu|thurs|fri)|today|tonight|tomorrow|(?:the )?(?:end of (?:the )?(?:day|week|month|quarter|year)|weekend)|eod|eow|eom|cob|month[- ]end|year[- ]end|next (?:week|month)|(?:the )?\\d{1,2}(?:st|nd|rd|th)(?: of \\w+)?|lunch(?:time)?|this (?:morning|afternoon|evening))';
const englishMoment = `(?:${weekday}(?:\\s(?:morning|afternoon|evening|noon|night))?(?:,?\\s(?:at\\s|by\\s)?${hour})?|${hour}(?:\\s(?:today|tomorrow|tonight|on ${weekday}|${weekday}))?)`;
const event =
  '(?:meeting|presentation|demo|call|interview|deadline|pitch|webinar|training|workshop|audit|exam|board|flight|conference|class|session|payroll|tender|launch|release|submission|client|customer|visit)';

const english = [
  new RegExp(
    `(?<![a-z])(?<value>(?:by|before|until|no later than|due(?: by| on)?) ${englishMoment})(?![a-z0-9])`,
    'dg',
  ),
  new RegExp(`(?<![a-z])(?<value>before (?:the|my|our) (?:\\w+ )?${event})(?![a-z])`, 'dg'),
  new RegExp(
    `${event}s?\\s(?:is |are |starts? |begins? |runs? |due )?(?<value>(?:at |on |in )?${englishMoment})(?![a-z0-9])`,
    'dg',
  ),
  new RegExp(
    `(?<![a-z])(?<value>(?:at ${hour}|(?:today|tomorrow|tonight|this (?:morning|afternoon|evening)|tomorrow (?:morning|afternoon)|next week|on ${weekday})(?: at ${hour})?))(?=[\\w\\s',]{0,24}${event})`,
    'dg',
  ),
  new RegExp(
    `(?:runs?|starts?|begins?|presenting|present|leaves?|leaving|due|need(?:s|ed)? (?:it|this|them)|have to \\w+(?: \\w+){0,3}|must \\w+(?: \\w+){0,3})\\s(?<value>(?:at |on |by |in )?${englishMoment})(?![a-z0-9])`,
    'dg',
  ),
  new RegExp(
    `(?<![a-z])(?<value>in (?:half an hour|an hour|\\d{1,3} ?(?:minutes|mins?|hours?|hrs?|days?)|ten minutes|five minutes|fifteen minutes|twenty minutes|thirty minutes|two hours|two days))(?![a-z])`,
    'dg',
  ),
];

/** The same words tell of the past: "昨天下午两点就坏了", "since 9 this morning". */
const past =
  /(?:昨天|昨晚|前天|刚才|上周|上个?月|从|自从|since|yesterday|last|from|stopped|started|crashed|happened|began|around|about|sent|was|were)\s?(?:at |on |the )?$/;
const pastAfter = /^\s?(?:左右)?(?:开始|起|就(?!要|得)|的时候|那会|突然|坏)/;

/** Times by which something is due. "ASAP" and "urgent" are no times. */
export function findDeadlines(read: ReadText): readonly Finding[] {
  return longestOnly(
    findAll(read.text, [...chinese, ...english]).filter(({ start, end }) => !isPast(read.text, start, end)),
  );
}

function isPast(text: string, start: number, end: number): boolean {
  return past.test(text.slice(Math.max(0, start - 14), start)) || pastAfter.test(text.slice(end, end + 6));
}
