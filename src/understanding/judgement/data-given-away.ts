import type { ReadText } from '../text/reading.ts';
import type { Reasoned } from '../understanding.ts';
import { findCues, wordsOf } from './cue.ts';

const done = [
  /(?<!没有?|没敢|还没|不敢|没去|别|不要|不小心没)(?:点了|点开|点进去|点击了|打开了|扫了|下载了|运行了)[^,，。;；!！?？吗]{0,10}(?:链接|附件|网址|二维码|网页|文件|压缩包|exe|程序)|(?:链接|附件|网址|二维码)[^,，。;；!！?？没不]{0,6}(?:点了|点开了?|点进去|打开了|扫了|点过)/g,
  /(?<!没有?|没敢|还没|不敢|没去|别|不要)(?:输了|输入了|填了|填写了|给了|发了|告诉了?|交了|泄露了?|提供了|发给了|报了|念了)[^,，。;；!！?？吗]{0,10}(?:密码|口令|验证码|账号|卡号|身份证|银行卡|信息|资料|六位|动态码)|(?<!(?:要|让|叫|问)我(?:要|把|的|手机上的)?)(?:密码|口令|验证码|账号|卡号|身份证|银行卡|资料|花名册)[^,，。;；!！?？没不要]{0,8}(?:输了|输进去|输入了|填了|填进去|给了|发了|发给|告诉(?:了|对方|他|她)|报给|给他了|给出去|发出去)|被骗了|上当了|中招了|(?:转|打|汇)(?:了|过去)[^,，。;；]{0,6}(?:钱|款|万|元|块)|钱(?:已经)?转了|已经(?:转账|汇款|打款)/g,
  /(?<!n't |not |never |nt |if i |should i |before i |haven't |without )(?<![a-z])(?:clicked|opened|followed|tapped|scanned|downloaded|ran)(?: on| it and)? (?:it|a|an|the|that|this|their|his|some)?\s?(?:\w+ )?(?:link|attachment|url|qr code|qr|file|zip|document|invoice)(?![a-z])/g,
  /(?<!n't |not |never |nt |if i |should i |before i |haven't |without )(?<![a-z])(?:entered|typed(?: in)?|gave(?: out| him| her| them| away)?|shared|told (?:him|her|them)|submitted|filled in|provided|sent(?: him| her| them)?|handed over|put in|leaked|disclosed)(?: \w+){0,3} (?:password|credentials|login|code|pin|card|card number|details|data|username|id|iban|bank details|salary account|employee list|staff list|six digits)(?![a-z])/g,
  /(?<!n't |not |almost |nearly |haven't )(?<![a-z])(?:fell for it|fell for (?:a|the|that)|got scammed|was scammed|been scammed|got phished|been phished|(?:transferred|wired|paid|sent)(?: \w+){0,2} (?:money|the money|euros?|dollars?|\d+|payment|gift cards?))(?![a-z])/g,
];

/** A phishing link was clicked, a strange attachment opened or data given away: such a ticket is at least P2. */
export function judgeDataGivenAway(read: ReadText): Reasoned<boolean> {
  const cues = findCues(read, done);
  return { value: cues.length > 0, words: wordsOf(read, cues) };
}
