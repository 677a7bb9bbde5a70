import type { ReadText } from '../text/reading.ts';
import type { Reasoned } from '../understanding.ts';
import { findCues, wordsOf } from './cue.ts';

const done = [
  // Somebody strange was let in
  /(?:自称|骗子|陌生|对方|那人|有人|[“"「])[^。]{0,14}远程[^,，。]{0,4}(?:连|控制|操作|进)了?|让我(?:登|打开|转|汇)了[^,，。]{0,4}(?:网银|银行|账户|钱|款)|(?:给|让|叫)(?:他|她|对方)(?:远程|控制)了/g,
  /(?<!n't |not |never |almost |nearly )(?<![a-z])(?:remoted into|took over my (?:pc|computer|screen|laptop|machine)|(?:gave|granted) (?:him|her|them|the caller) (?:remote )?(?:access|control)|let (?:him|her|them|the caller) (?:in|onto|into|control|connect|remote)|had me (?:log|sign|type|enter|pay|transfer|install)|(?:told|asked) me to install (?:anydesk|teamviewer)[^.]{0,20}(?:and i did|so i did))(?![a-z])/g,
  /(?<!没有?|没敢|还没|不敢|没去|别|不要|不小心没)(?:点了|点开|点进去|点击了|打开了|扫了|下载了|运行了)[^,，。;；!！?？吗]{0,10}(?:链接|附件|网址|二维码|网页|文件|压缩包|exe|程序)|(?:链接|附件|网址|二维码)[^,，。;；!！?？没不]{0,6}(?:点了|点开了?|点进去|打开了|扫了|点过)/g,
  /(?<!没有?|没敢|还没|不敢|没去|别|不要)(?:输了|输入了|填了|填写了|给了|发了|告诉了?|交了|泄露了?|提供了|发给了|报了|念了)[^,，。;；!！?？吗]{0,10}(?:密码|口令|验证码|账号|卡号|身份证|银行卡|信息|资料|六位|动态码)|(?<!(?:要|让|叫|问)我(?:要|把|的|手机上的)?)(?:密码|口令|验证码|账号|卡号|身份证|银行卡|资料|花名册)[^,，。;；!！?？没不要]{0,8}(?:输了|输进去|输入了|填了|填进去|给了|发了|发给|告诉(?:了|对方|他|她)|报给|给他了|给出去|发出去|(?:念|读|说|报|讲)(?:给|了))|(?:扫了|扫完)[^,，。;；]{0,12}(?:登了|登录了|填了|输了)|被骗了|上当了|中招了|(?:转|打|汇)(?:了|过去)[^,，。;；]{0,6}(?:钱|款|万|元|块)|钱(?:已经)?转了|已经(?:转账|汇款|打款)/g,
  /(?<!n't |not |never |nt |if i |should i |before i |haven't |without )(?<![a-z])(?:clicked|opened|followed|tapped|scanned|downloaded|ran)(?: on| it and)? (?:it|a|an|the|that|this|their|his|some)?\s?(?:\w+ )?(?:link|attachment|url|qr code|qr|file|zip|document|invoice)(?![a-z])/g,
  /(?<!n't |not |never |nt |if i |should i |before i |haven't |without )(?<![a-z])(?:entered|typed(?: in)?|gave(?: out| him| her| them| away)?|shared|told (?:him|her|them)|submitted|filled in|provided|sent(?: him| her| them)?|handed over|put in|leaked|disclosed)(?: \w+){0,3} (?:password|credentials|login|code|pin|card|card number|details|data|username|id|iban|bank details|salary account|employee list|staff list|six digits)(?![a-z])/g,
  /(?<!n't |not |never |almost |nearly |before i )(?<![a-z])(?:(?:read|dictated|passed|gave|told)(?: out)? (?:\w+ ){0,3}(?:code|password|pin|digits)(?: out)?|(?:hit|pressed|clicked)(?: on)? (?:log ?in|sign ?in|submit|login|continue)(?: before)?|paid (?:\w+ ){0,4}(?:fraudster|scammer|fake|forged|crook)\w*)(?![a-z])/g,
  /(?<!n't |not |almost |nearly |haven't )(?<![a-z])(?:fell for it|fell for (?:a|the|that)|got scammed|was scammed|been scammed|got phished|been phished|(?:transferred|wired|paid|sent)(?: \w+){0,2} (?:money|the money|euros?|dollars?|\d+|payment|gift cards?))(?![a-z])/g,
];

/** What became of typing a password where it belongs: "输了三遍都不对", "typed it three times, now it is locked". */
const turnedDown =
  /^[^。.!！]{0,16}?(?:[几两三四五六多\d]\s?(?:次|遍|回)|还是(?!点)|不对|错误|提示|被锁|锁了|锁定|进不|登不|(?<![a-z])(?:times|twice|again|locked|wrong|incorrect|rejected|refused|still|won't|doesn't)(?![a-z]))/;
/** Somebody or something strange is in it, so it was not the usual place. */
const strange =
  /链接|邮件|短信|网站|网页|页面|骗|钓鱼|假|对方|自称|客服|陌生|二维码|那个?码|给了|给他|(?<![a-z])(?:link|e?mails?|site|page|form|scam\w*|phish\w*|fake|him|her|them|caller|stranger|message|popup)(?![a-z])/;

function isOwnLogin(text: string, end: number): boolean {
  return turnedDown.test(text.slice(end)) && !strange.test(text);
}

/** A phishing link was clicked, a strange attachment opened or data given away: such a ticket is at least P2. */
export function judgeDataGivenAway(read: ReadText): Reasoned<boolean> {
  const cues = findCues(read, done).filter(({ end }) => !isOwnLogin(read.text, end));
  return { value: cues.length > 0, words: wordsOf(read, cues) };
}
