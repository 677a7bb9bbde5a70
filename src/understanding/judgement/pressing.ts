import type { ReadText } from '../text/reading.ts';
import type { Entity, Reasoned } from '../understanding.ts';
import { findCues, wordsOf } from './cue.ts';

/** Occasions that do not wait, and people whose time is the company's. */
const occasions = [
  /(?:马上|就要|要|等下|一会儿?|正要)(?:上台|登台|演讲|致辞|主持)|(?:点|分)的?(?:飞机|航班|高铁|火车)|赶(?:飞机|高铁|火车|车|班机)|截(?:稿|单|至)|交稿|(?:今晚|今天|明天|明早|下班前|中午前)[^,，。]{0,6}(?:要交|必须(?:交|发|出|给)|得(?:交|发|出|给))/g,
  /(?<![a-z])(?:(?:going|due|about to go|go) on (?:stage|air)|(?:flight|train|plane) (?:is |leaves |departs |goes )?(?:at|in|soon)|has a (?:flight|plane|train)|(?:has|have|needs?) to be (?:mailed|sent|submitted|filed|out|in|signed|handed in) (?:by|before|today|tonight|this)|must (?:be |go )?(?:\w+ )?(?:out |in )?(?:by|before|today|tonight) (?:\d|noon|end|close|today|tonight))(?![a-z])/g,
  /(?:马上|就要|立刻|一会儿?|待会儿?|等会儿?|等下|正在|准备|今天|下午|上午|晚上|明天|明早|要)(?:有个?|要|得|去)?[^,，。;；!！?？]{0,4}(?:开会|会议|汇报|演示|路演|直播|面试|答辩|评审|投标|开标|竞标|签约|发布会|上线|培训|讲课|宣讲|述职|报税|关账|结账|发布|提案|谈判|交标|封标|提交标书|发车|登机)|(?:给|向|跟|和)(?:客户|领导|老板|董事长|总经理|总裁|老总|董事会|股东|投资人|老外)[^,，。;；]{0,6}(?:汇报|演示|讲|看|开会|展示|提案|路演|签)|(?:客户|领导|老板|董事长|董事会|投资人|评委|审计|老外|专家)[^,，。;；]{0,4}(?:在等|等着|都到了|到了|来了|要来|马上到|在看|坐那)|投标|开标|截标|董事会|截止(?:日期|时间)?(?:是|到|为)?(?:今天|今晚|明天|下午|中午)|今天(?:是)?最后一天|最后期限|最后一天|错过(?:就|了)|来不及|发工资|跑工资|(?:报税|申报)[^,，。]{0,4}(?:截止|最后|今天|到期)|(?:今天|今晚|明天)[^,，。]{0,4}(?:报税|申报)/g,
  /老板(?!娘|说|让|催|叫|问|要求)|董事长(?!办)|总裁|总经理(?!办)|老总|副总裁|大老板|老板的|(?:[王李张刘陈杨赵黄周吴])总(?![是共部体结])/g,
  /(?<![a-z])(?:(?:board|client|customer|investor|management|all[- ]hands|sales|important|big|quarterly|kick-?off|exec(?:utive)?) (?:meeting|presentation|demo|call|pitch|visit|review|workshop)|presenting (?:to|in|at|today|tomorrow|now)|present (?:to|in|at) (?:the |our |a )?(?:board|client|customer|ceo|management|director|\d)|presentation (?:to|for|in|at|starts|is)|pitch (?:to|in|at)|(?:meeting|call|demo|interview|exam|webinar|training|class|session|pitch|show|presentation) (?:in|starts?|begins?|at|is in|is at|today at|tomorrow at) (?:\d|an hour|half|ten|five|noon|a few minutes)|in (?:a|the middle of a) (?:meeting|call|presentation|demo)|deadline|due (?:today|tomorrow|tonight|by|at|in|on|this)|submission|tender|audit (?:today|tomorrow|starts)|(?:client|customer|board|investor|guest|visitor|audience|director|boss|everyone|auditor)s? (?:is |are |all |already |just )*(?:waiting|here|sitting|watching|arrived|seated|in the room)|payroll (?:runs?|has to|must|is due|today|deadline)|go(?:es|ing)? live (?:today|tonight|tomorrow|in|at|on)|year[- ]end clos\w+|month[- ]end clos\w+|last day (?:to|for)|my flight|boarding|about to (?:meet|present|pitch|demo|go live|start|speak|sign)|(?:opening|opens|slot|stage|on air|payment|filing|hand-?over|signing|closing|review|lecture|hearing|talk|speech|keynote|bid|tender|drawings|report|exam) (?:[a-z]+ ){0,4}(?:at|by) (?:\d{1,2}(?![a-z0-9])|noon|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve))(?![a-z])/g,
  /(?<![a-z])(?:ceo|cfo|cto|coo|managing director|chairman|chairwoman|the president|vice president|general manager|vip|board member)(?:'s)?(?![a-z]| ?(?:会议室|休息室|room|lounge|floor|层|楼))/g,
];

/**
 * A hard deadline, an important meeting or a VIP: raises `blocked` for one user (product.md). Urgency shouted without
 * any of them ("快点", "ASAP") is not pressing.
 */
export function judgePressing(read: ReadText, entities: readonly Entity[]): Reasoned<boolean> {
  const deadlines = entities.filter(({ type }) => type === 'deadline').map(({ value }) => value);
  const cues = findCues(read, occasions);
  const words = [...new Set([...wordsOf(read, cues), ...deadlines])].slice(0, 3);
  return { value: words.length > 0, words };
}
